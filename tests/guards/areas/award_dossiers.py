"""What the guards know of achievement reports and of a nominee's dossier."""

from awards.actions.achievements import start_achievement
from awards.actions.dossier import add_file
from awards.models import Achievement, DossierFile
from emulation_bloc.lib import clock
from emulation_bloc.lib.files import NewFile
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


def dossier(world: World) -> dict:
    return world.path | {"pk": nomination_of(world).pk}


def file(world: World) -> dict:
    row = nomination_of(world)
    made = DossierFile.objects.filter(nomination=row).first() or add_file(
        row, kind="other", title=f"Giấy {world.mark}", by=world.people["head"],
        upload=NewFile("a.pdf", "application/pdf", ".pdf", b"%PDF-1.7 %%EOF"),
    )  # fmt: skip
    return world.path | {"pk": row.pk, "file": made.pk}


ROUTES = {
    "awards:dossier": dossier,
    "awards:add_dossier_file": dossier,
    "awards:dossier_file": file,
    "awards:remove_dossier_file": file,
    "awards:supplement": dossier,
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
post awards:replace_achievement     422  422  404  403  403  404  403  404  404  404  404  404  404
get  awards:dossier                 200  200  404  200  200  404  200  404  404  404  404  404  404
get  awards:dossier_file            200  200  404  200  200  404  200  404  404  404  404  404  404
post awards:add_dossier_file        422  422  404  422  422  404  403  404  404  404  404  404  404
post awards:remove_dossier_file     302  302  404  302  302  404  403  404  404  404  404  404  404
post awards:supplement              403  403  404  403  422  404  403  404  404  404  404  404  404
"""

LISTS = {"awards:dossier": dossier}


def add_files(world: World, turn: int) -> None:
    """Two more files of one dossier."""
    row = nomination_of(world)
    for place in (1, 2):
        DossierFile.objects.create(
            bloc=world.bloc, nomination=row, kind="other", title=f"Tệp {turn} {place}",
            file="khong-co", name="a.pdf", media_type="application/pdf", size=1,
            sha256=f"{turn}{place}" * 32, at=clock.now(),
        )  # fmt: skip


PAGES = [("awards:dossier", "secretary", add_files, 12)]
