"""What the guards know of what comes before a meeting: papers, agenda, states, invitations."""

from assessments.actions.evidence import NewFile
from meetings.actions.attachments import attach
from meetings.models import Attachment
from tests.assessments.evidence_files import PDF
from tests.worlds import World


def meeting(world: World) -> dict:
    return world.period_path | {"pk": world.meeting.pk}


def paper(world: World) -> Attachment:
    """A paper of the desk's on the meeting."""
    new = NewFile(f"Tài liệu {world.mark}.pdf", "application/pdf", ".pdf", PDF)
    return attach(world.bloc, upload=new, title="", by=None, meeting=world.meeting)


def attachment(world: World) -> dict:
    return world.path | {"pk": paper(world).pk}


ROUTES = {
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
"""
