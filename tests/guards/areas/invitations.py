"""What the guards know of what comes before a meeting: papers, agenda, states, invitations."""

from emulation_bloc.lib import clock
from emulation_bloc.lib.files import NewFile
from meetings.actions.attachments import attach
from meetings.models import AgendaItem, Attachment, Attendance, Guest, Invitation
from tests.assessments.evidence_files import PDF
from tests.factories import MembershipFactory
from tests.worlds import World


def meeting(world: World) -> dict:
    return world.period_path | {"pk": world.meeting.pk}


def paper(world: World) -> Attachment:
    """A paper of the desk's on the meeting."""
    new = NewFile(f"Tài liệu {world.mark}.pdf", "application/pdf", ".pdf", PDF)
    return attach(world.bloc, upload=new, title="", by=None, meeting=world.meeting)


def attachment(world: World) -> dict:
    return world.path | {"pk": paper(world).pk}


def item(world: World) -> dict:
    return meeting(world) | {"row": world.meeting.agendaitems.first().pk}


def guest(world: World) -> dict:
    """A guest from above."""
    made = Guest.objects.create(
        bloc=world.bloc, meeting=world.meeting, role="reviewer", name=f"Khách {world.mark}"
    )
    return meeting(world) | {"row": made.pk}


def invited(world: World) -> dict:
    """The invitation of `units[1]`, sent."""
    made, _is_new = Invitation.objects.get_or_create(
        bloc=world.bloc,
        meeting=world.meeting,
        unit=world.units[1],
        defaults={"sent_at": clock.now()},
    )
    return meeting(world) | {"row": made.pk}


def facts(world: World) -> dict:
    return meeting(world) | {"part": "general"}


ROUTES = {
    "meetings:agenda": meeting,
    "meetings:add_item": meeting,
    "meetings:reorder_agenda": meeting,
    "meetings:save_item": item,
    "meetings:remove_item": item,
    "meetings:invitations": meeting,
    "meetings:send_invitations": meeting,
    "meetings:announce_changes": meeting,
    "meetings:refresh_units": meeting,
    "meetings:add_guest": meeting,
    "meetings:remove_guest": guest,
    "meetings:save_facts": facts,
    "meetings:answer_invitation": invited,
    "meetings:attachment": attachment,
    "meetings:remove_attachment": attachment,
    "meetings:attach": meeting,
    "meetings:open_meeting": meeting,
    "meetings:close_meeting": meeting,
    "meetings:reopen_meeting": meeting,
    "meetings:cancel_meeting": meeting,
}

TABLE = """
#                                 offi lead appr secr head depu form chai m.se revi obse oper stra
get  meetings:attachment          200  200  200  200  200  200  200  200  200  200  404  404  404
post meetings:remove_attachment   403  403  403  302  302  403  403  302  302  403  404  404  404
post meetings:attach              403  403  403  302  302  403  403  302  302  403  404  404  404
post meetings:open_meeting        403  403  403  302  302  403  403  302  302  403  404  404  404
post meetings:close_meeting       403  403  403  302  302  403  403  302  302  403  404  404  404
post meetings:reopen_meeting      403  403  403  302  302  403  403  302  302  403  404  404  404
post meetings:cancel_meeting      403  403  403  302  302  403  403  403  403  403  404  404  404
get  meetings:agenda              403  403  403  200  200  403  403  200  200  403  404  404  404
post meetings:add_item            403  403  403  422  422  403  403  422  422  403  404  404  404
post meetings:reorder_agenda      403  403  403  302  302  403  403  302  302  403  404  404  404
post meetings:save_item           403  403  403  422  422  403  403  422  422  403  404  404  404
post meetings:remove_item         403  403  403  302  302  403  403  302  302  403  404  404  404
get  meetings:invitations         403  403  403  200  200  403  403  403  403  403  404  404  404
post meetings:send_invitations    403  403  403  302  302  403  403  403  403  403  404  404  404
post meetings:announce_changes    403  403  403  302  302  403  403  403  403  403  404  404  404
post meetings:refresh_units       403  403  403  302  302  403  403  403  403  403  404  404  404
post meetings:add_guest           403  403  403  422  422  403  403  403  403  403  404  404  404
post meetings:remove_guest        403  403  403  302  302  403  403  403  403  403  404  404  404
post meetings:save_facts          403  403  403  422  422  403  403  403  403  403  404  404  404
get  meetings:answer_invitation   200  200  403  200  200  403  403  403  403  403  404  404  404
post meetings:answer_invitation   422  422  403  422  422  403  403  403  403  403  404  404  404
"""

LISTS = {
    "meetings:agenda": meeting,
    "meetings:invitations": meeting,
    "meetings:answer_invitation": invited,
}


def add_asked(world: World, turn: int) -> None:
    """Two more units and guests, asked and answered with a letter; a paper, an agenda item."""
    for place in range(2):
        unit = MembershipFactory(bloc=world.bloc).unit
        Attendance.objects.create(
            bloc=world.bloc, meeting=world.meeting, unit=unit, unit_name=unit.name
        )
        row = Invitation.objects.create(
            bloc=world.bloc, meeting=world.meeting, unit=unit, sent_at=clock.now(), answer="yes"
        )
        new = NewFile("thu.pdf", "application/pdf", ".pdf", PDF + bytes(turn * 2 + place))
        attach(world.bloc, upload=new, title="", by=None, unit=unit, invitation=row)
        guest(world)
    item = AgendaItem.objects.create(bloc=world.bloc, meeting=world.meeting, title="Thêm")
    new = NewFile("tai-lieu.pdf", "application/pdf", ".pdf", PDF + bytes(9 + turn))
    attach(world.bloc, upload=new, title="", by=None, meeting=world.meeting, item=item)


PAGES = [
    ("meetings:agenda", "chair", add_asked, 11),
    ("meetings:invitations", "secretary", add_asked, 12),
    ("meetings:answer_invitation", "officer", add_asked, 9),
]
