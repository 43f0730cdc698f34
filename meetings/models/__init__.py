"""Meetings, what they leave behind, and the papers made from them: one module per topic."""

from meetings.models.ballots import (
    Ballot,
    BallotBox,
    BallotCandidate,
    BallotTeller,
    BallotVoter,
    PaperEntry,
)
from meetings.models.elections import Candidate, Election, Handover, HandoverItem
from meetings.models.files import Attachment
from meetings.models.invitations import Invitation
from meetings.models.meetings import AgendaItem, Attendance, Contribution, Guest, Meeting
from meetings.models.movements import Activity, ExemplaryModel, Movement
from meetings.models.outcomes import Conclusion, Reference, Remark
from meetings.models.pacts import Pact, PactConfirmation
from meetings.models.papers import (
    Minutes,
    MinutesRemark,
    MinutesVersion,
    OfficialPaper,
    Passage,
    ReportComment,
    ReportSection,
    ReviewReport,
    UnitConfirmation,
)
from meetings.models.room import (
    HandedCertificate,
    Presence,
    ReservedOpinion,
    ScoreChange,
    Speaker,
)
from meetings.models.tasks import Progress, Task, TaskShare

__all__ = [
    "Activity",
    "AgendaItem",
    "Attachment",
    "Attendance",
    "Ballot",
    "BallotBox",
    "BallotCandidate",
    "BallotTeller",
    "BallotVoter",
    "Candidate",
    "Conclusion",
    "Contribution",
    "Election",
    "ExemplaryModel",
    "Guest",
    "HandedCertificate",
    "Handover",
    "HandoverItem",
    "Invitation",
    "Meeting",
    "Minutes",
    "MinutesRemark",
    "MinutesVersion",
    "Movement",
    "OfficialPaper",
    "Pact",
    "PactConfirmation",
    "PaperEntry",
    "Passage",
    "Presence",
    "Progress",
    "Reference",
    "Remark",
    "ReportComment",
    "ReportSection",
    "ReservedOpinion",
    "ReviewReport",
    "ScoreChange",
    "Speaker",
    "Task",
    "TaskShare",
    "UnitConfirmation",
]
