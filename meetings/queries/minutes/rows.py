"""What minutes tell beside the rows of the desk, read only where there is something to tell."""

from dataclasses import dataclass, field

from django.db.models import Exists, Model, OuterRef, QuerySet

from assessments.models import RankingRow
from emulation_bloc.lib import clock
from meetings.models import (
    Ballot,
    Election,
    HandedCertificate,
    Handover,
    Meeting,
    Minutes,
    Pact,
    Passage,
    ReservedOpinion,
    ScoreChange,
    Task,
    UnitConfirmation,
)
from meetings.queries.task_reports import ReportRow, tasks_before
from units.models import MeetingSettings
from units.queries import meeting_settings


@dataclass
class More:
    """The bloc's rules of the day and the rows of the room; lists are empty where nothing was
    recorded. `ranking` only once the period's scored round is closed: before that no total is
    shown to anybody. `tasks` only of a review, which opens with what became of them."""

    rules: MeetingSettings
    certificates: list[HandedCertificate] = field(default_factory=list)
    changes: list[ScoreChange] = field(default_factory=list)
    reserved: list[ReservedOpinion] = field(default_factory=list)
    ballots: list[Ballot] = field(default_factory=list)
    elections: list[Election] = field(default_factory=list)
    handovers: list[Handover] = field(default_factory=list)
    ranking: list[RankingRow] = field(default_factory=list)
    tasks: list[ReportRow] = field(default_factory=list)
    pacts: list[Pact] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    confirmations: list[UnitConfirmation] = field(default_factory=list)


def more_of(minutes: Minutes) -> More:
    """Two queries for a plain meeting, and one more for each kind of thing that there is."""
    meeting = minutes.meeting
    more = More(meeting_settings(meeting.bloc, meeting.date or clock.today()))
    sources = _sources(minutes)
    older = Task.objects.filter(bloc=meeting.bloc).exclude(meeting=meeting)
    there = Meeting.objects.filter(pk=meeting.pk).values_list(
        *(Exists(rows.filter(**{_link(rows): OuterRef("pk")})) for rows in sources.values()),
        Exists(older),
    )
    *found, has_tasks = there.get()
    for name, is_there in zip(sources, found, strict=True):
        if is_there:
            setattr(more, name, list(_rows(sources[name], meeting)))
    if has_tasks and meeting.is_review:
        more.tasks = tasks_before(meeting)
    if more.elections:
        more.handovers = list(
            Handover.objects.filter(bloc=meeting.bloc).exclude(state=Handover.State.DROPPED)
        )
    if meeting.kind == Meeting.Kind.PACT_SIGNING:
        day = meeting.date or clock.today()
        pacts = Pact.objects.filter(bloc=meeting.bloc, year=day.year)
        more.pacts = list(
            pacts.exclude(state=Pact.State.DRAFT).prefetch_related("confirmations__unit")
        )
    return more


def _sources(minutes: Minutes) -> "dict[str, QuerySet[Model]]":
    sources: dict[str, QuerySet[Model]] = {
        "certificates": HandedCertificate.objects.select_related("unit"),
        "changes": ScoreChange.objects.select_related("unit", "criterion"),
        "reserved": ReservedOpinion.objects.select_related("unit"),
        "ballots": Ballot.objects.filter(state=Ballot.State.COUNTED)
        .select_related("tally")
        .prefetch_related("ballottellers"),
        "elections": Election.objects.select_related("elected").prefetch_related(
            "candidates__unit"
        ),
        "passages": Passage.objects.filter(minutes=minutes),
        "confirmations": UnitConfirmation.objects.filter(minutes=minutes).select_related("unit"),
    }
    if minutes.meeting.is_review:
        sources["ranking"] = RankingRow.objects.filter(ranking__round__is_scored=True)
    return sources


_LINKS = {
    Passage: "minutes__meeting",
    UnitConfirmation: "minutes__meeting",
    RankingRow: "ranking__round__period__meetings",
}


def _link(rows: "QuerySet[Model]") -> str:
    """The way from a row to the meeting."""
    return _LINKS.get(rows.model, "meeting")


def _rows(rows: "QuerySet[Model]", meeting: Meeting) -> "QuerySet[Model]":
    return rows.filter(**{_link(rows): meeting})
