"""What the guards know of letters that go out, and of who still owes what."""

from emulation_bloc.lib import clock
from meetings.models import Invitation
from tests.assessments import factories as make
from tests.factories import make_user
from tests.worlds import World
from units.actions import outbox
from units.models import Mail


def bloc(world: World) -> dict:
    return world.path


def period(world: World) -> dict:
    return world.period_path


def letter(world: World, *, duty: str = "thu", **given) -> Mail:
    """A draft to the unit's officer."""
    return outbox.write_mail(
        bloc=world.bloc,
        kind="reminder:2021-07-12",
        duty=f"{duty}:{world.bloc.pk}",
        subject=f"Nhắc nộp báo cáo {world.mark}",
        body=f"Kính gửi {world.mark}.",
        user=world.people["leader"],
        address=f"{duty}@example.vn",
        by=world.people["secretary"],
        is_draft=True,
        **given,
    )


def one(world: World) -> dict:
    return world.path | {"pk": letter(world).pk}


def failed(world: World) -> dict:
    found = letter(world, duty="loi")
    Mail.objects.filter(pk=found.pk).update(state="failed", error=f"Máy chủ từ chối {world.mark}")
    return world.path | {"pk": found.pk}


def listed(world: World) -> dict:
    letter(world)
    return world.path


ROUTES = {
    "units:mail": listed,
    "units:mail_drafts": listed,
    "units:mail_one": one,
    "units:mail_send": bloc,
    "units:mail_drop": bloc,
    "units:mail_retry": failed,
    "late": period,
    "late_remind": period,
    "late_letter": period,
}

# The letter is to the unit's leader, who may know of it but opens no outbox.
TABLE = """
#                                 offi lead appr secr head depu form chai m.se revi obse oper stra
get  units:mail                    403  403  403  200  200  403  403  403  403  403  403  404  404
get  units:mail_drafts             403  403  403  200  200  403  403  403  403  403  403  404  404
get  units:mail_one                404  403  404  200  200  404  404  404  404  404  404  404  404
post units:mail_send               403  403  403  422  422  403  403  403  403  403  403  404  404
post units:mail_drop               403  403  403  422  422  403  403  403  403  403  403  404  404
post units:mail_retry              404  403  404  302  302  404  404  404  404  404  404  404  404
get  late                          403  403  403  200  200  403  403  403  403  200  403  404  404
post late_remind                   403  403  403  302  302  403  403  403  403  403  403  404  404
post late_letter                   403  403  403  302  302  403  403  403  403  403  403  404  404
"""

LISTS = {"units:mail": listed, "units:mail_drafts": listed, "late": period}
# It joins six kinds of duties from four floors, each a query of its own.
DESKS = {"late"}


def add_letters(world: World, turn: int) -> None:
    """Two more letters to two people, one of them without an account."""
    letter(world, duty=f"thu-{turn}")
    Mail.objects.filter(pk=letter(world, duty=f"khach-{turn}").pk).update(user=None)


def add_debtors(world: World, turn: int) -> None:
    """Two more units that owe a report, a comment, an answer and a confirmation."""
    for _place in range(2):
        one = make.AssessmentFactory(round=world.scoring.half)
        make_user("leader", one.unit)
        Invitation.objects.create(
            bloc=world.bloc, meeting=world.meeting, unit=one.unit, sent_at=clock.now()
        )


PAGES = [
    ("late", "secretary", add_debtors, 17),
    ("late", "reviewer", add_debtors, 15),
    ("units:mail", "secretary", add_letters, 8),
    ("units:mail_drafts", "head", add_letters, 6),
]
