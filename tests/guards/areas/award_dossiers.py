"""What the guards know of achievement reports and of a nominee's dossier."""

from awards.actions.achievements import start_achievement
from awards.models import Achievement
from tests.guards.areas.nominations import nomination_of
from tests.worlds import World


def report_of(world: World) -> Achievement:
    """The draft of the leader's unit: nobody else knows of it."""
    row = nomination_of(world)
    found = Achievement.objects.filter(nomination=row).first()
    return found or start_achievement(row, by=world.people["officer"])


def report(world: World) -> dict:
    return world.path | {"pk": report_of(world).nomination_id}


def blank(world: World) -> dict:
    return world.path | {"pk": nomination_of(world).pk}


def paper(world: World) -> dict:
    return world.path | {"pk": report_of(world).document_id}


ROUTES = {
    "awards:achievement_of": paper,
    "awards:achievement": report,
    "awards:start_achievement": blank,
    "awards:achievement_preview": report,
    "awards:save_achievement": report,
    "awards:achievement_draft": report,
    "awards:submit_achievement": report,
    "awards:approve_achievement": report,
    "awards:return_achievement": report,
    "awards:replace_achievement": report,
}

TABLE = """
#                                   offi lead appr secr head depu form chai m.se revi obse oper stra
get  awards:achievement_of          302  302  404  404  404  404  404  404  404  404  404  404  404
get  awards:achievement             200  200  404  404  404  404  404  404  404  404  404  404  404
post awards:start_achievement       302  302  404  403  403  404  403  404  404  404  404  404  404
get  awards:achievement_preview     200  200  404  404  404  404  404  404  404  404  404  404  404
post awards:save_achievement        422  422  404  404  404  404  404  404  404  404  404  404  404
post awards:achievement_draft       302  302  404  404  404  404  404  404  404  404  404  404  404
post awards:submit_achievement      302  302  404  404  404  404  404  404  404  404  404  404  404
post awards:approve_achievement     403  302  404  404  404  404  404  404  404  404  404  404  404
post awards:return_achievement      403  422  404  404  404  404  404  404  404  404  404  404  404
post awards:replace_achievement     302  302  404  403  403  404  403  404  404  404  404  404  404
"""
