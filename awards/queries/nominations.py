"""Nominations as the bloc's pages show them; the steps a person may take, from one table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from awards.models import Award, Check, Hold, Nomination, Reason, Subject
from documents.models import Document
from emulation_bloc.lib import clock
from meetings.models import Meeting, Minutes
from units.models import AuditEntry, Bloc, Period, Unit, User
from units.queries import members_on
from units.queries.trail import action_words

State = Nomination.State
EDIT, HEAD, HOLD = "awards.edit_nomination", "awards.send", "awards.hold"
NEW = (State.DRAFT, State.SELF_NOMINATED)
TESTABLE = (*Nomination.INSIDE, State.MINUTED)


@dataclass(frozen=True)
class Step:
    """Something that may be done with a nomination: its word, where it leads, who may."""

    code: str
    label: str
    target: str
    perm: str


# Where each step leads; whether an arrow leads there from a state, Nomination.TRANSITIONS says.
STEPS = (
    Step("check", "Xét điều kiện", State.CHECKED, EDIT),
    Step("describe", "Sửa tóm tắt thành tích", "", EDIT),
    Step("rank", "Ghi hạng trong Khối", State.RANKED, EDIT),
    Step("vote", "Ghi kết quả bỏ phiếu", State.VOTED, EDIT),
    Step("reject", "Khối không thông qua", State.REJECTED, EDIT),
    Step("withdraw", "Rút đề nghị", State.WITHDRAWN, EDIT),
    Step("hold", "Tạm dừng xét", State.HOLD, HOLD),
    Step("lift", "Tiếp tục xét", "", HOLD),
)
GOES_ON = ("rank", "vote")


def is_by_standing(nomination: Nomination) -> bool:
    """Whether the year's ranking and ballots are about it: a unit, for its merit."""
    return nomination.subject == Subject.UNIT and nomination.reason == Reason.MERIT


def is_step_open(step: Step, nomination: Nomination) -> bool:
    """Whether the step may be taken in the nomination's state, by whomever; on hold only the hold
    can be lifted, and a sent nomination is not tested in the bloc."""
    if step.code in GOES_ON and not is_by_standing(nomination):
        return False
    if step.code == "lift" or nomination.state == State.HOLD:
        return step.code == "lift" and nomination.state == State.HOLD
    if step.code in ("check", "describe"):
        return nomination.state in TESTABLE
    return nomination.can_move_to(step.target)


def may_take(step: Step, nomination: Nomination, user: User) -> bool:
    """Whether the person may take the step at any time: after it is sent, only the head withdraws
    (who edits a nomination is of its bloc's desk)."""
    is_sent = nomination.submitted_at is not None
    perm = HEAD if step.code == "withdraw" and is_sent else step.perm
    return bool(user.has_perm(perm, nomination))


def steps_for(nomination: Nomination, user: User, checks: Iterable[Check]) -> list[Step]:
    """What the person may do now, in the order of the work; what a blocking condition stops is left
    out."""
    is_blocked = any(row.blocks for row in checks)
    return [
        step
        for step in STEPS
        if is_step_open(step, nomination)
        and may_take(step, nomination, user)
        and not (is_blocked and step.code in GOES_ON)
    ]


def blocking(nomination: Nomination) -> list[Check]:
    """The conditions because of which it cannot go on."""
    return [row for row in Check.objects.filter(nomination=nomination) if row.blocks]


def list_url(period: Period) -> str:
    """The list of a period's nominations."""
    bloc = period.bloc
    address = reverse("awards:nominations", args=[bloc.province.slug, bloc.slug])
    return f"{address}?ky={period.slug}"


def goes_without_vote(nomination: Nomination, needs_ballot: bool) -> bool:
    """Whether no ballot is asked for: by hand never, by rank where the bloc's rules ask for none
    (`needs_ballot` of units.queries.award_settings)."""
    return nomination.source == Nomination.Source.HAND or not needs_ballot


def told_of(period: Period) -> list[tuple[int, datetime | None]]:
    """The year-end reviews of the period whose minutes are approved: meeting, when; one query."""
    rows = Minutes.objects.filter(
        document__state__in=Document.APPROVED_STATES,
        meeting__period=period,
        meeting__kind=Meeting.Kind.YEAR_END_REVIEW,
    )
    return list(rows.values_list("meeting_id", "document__approved_at"))


def stands_in_minutes(
    nomination: Nomination, told: list[tuple[int, datetime | None]], *, needs_ballot: bool
) -> bool:
    """Whether approved minutes (`told_of`) tell of it, or none have to; never an award that the
    unit sends to the department by itself."""
    if not nomination.award.is_bloc_business:
        return False
    ballot = nomination.ballot
    if nomination.state == State.VOTED and ballot:
        counted = ballot.counted_at or nomination.created_at
        return any(
            meeting == ballot.meeting_id and at is not None and at >= counted
            for meeting, at in told
        )
    if not goes_without_vote(nomination, needs_ballot):
        return False
    return nomination.source == Nomination.Source.HAND or bool(told)


def sees_holds(nomination: Nomination, user: User) -> bool:
    """Desk, own unit, reviewer: grounds of a hold go no further."""
    rights = user.rights
    return (
        nomination.bloc_id in rights.desk_blocs
        or nomination.unit_id in rights.units
        or nomination.bloc.province_id in rights.reviewer_of
    )


def sees_dossier(nomination: Nomination, user: User) -> bool:
    """Desk, own unit, reviewer, who headed the bloc in that year; an observer reads no proof."""
    return sees_holds(nomination, user) or nomination.bloc_id in user.rights.former_head_of


def state_words(nomination: Nomination, user: User) -> str:
    """The state in words; who sees no holds reads where it stood before."""
    if nomination.state == State.HOLD and not sees_holds(nomination, user):
        return str(State(nomination.held_from).label)
    return str(nomination.get_state_display())


@dataclass
class Line:
    """A nomination in the list, with its state in words and a summary of its conditions."""

    row: Nomination
    state: str
    is_on_hold: bool
    unfit: int
    open: int
    checked: int
    sees_dossier: bool

    @property
    def tested(self) -> tuple[str, str]:
        """Kind of tag and words."""
        if not self.checked:
            return "plain", "Chưa xét" if self.row.state in NEW else "Không có điều kiện áp dụng"
        if self.unfit:
            return "bad", f"{self.unfit} điều kiện không đạt"
        if self.open:
            return "warn", f"{self.open} điều kiện cần xem xét"
        return "good", "Đủ điều kiện"


@dataclass
class Group:
    """Titles or commendations, never mixed."""

    label: str
    rows: list[Line]


def periods_of(bloc: Bloc, user: User) -> list[Period]:
    """The bloc's periods that the user may see, the latest first."""
    return list(Period.objects.visible_to(user).filter(bloc=bloc).order_by("-ends", "-pk"))


def lines_of(period: Period, user: User) -> list[Line]:
    """The period's nominations that the user may see, in the order of proposal; one query."""
    failed = Q(checks__decided="unfit") | Q(checks__decided="", checks__outcome="unfit")
    opened = Q(checks__decided="person") | Q(checks__decided="", checks__outcome="person")
    seen = Nomination.objects.visible_to(user).select_related("ballot")
    rows: Any = seen.filter(period=period)
    rows = rows.annotate(
        checked=Count("checks"),
        unfit=Count("checks", filter=failed & Q(checks__severity="block")),
        to_decide=Count("checks", filter=opened),
    ).order_by("position", "pk")
    return [
        Line(
            row=row,
            state=state_words(row, user),
            is_on_hold=row.state == State.HOLD and sees_holds(row, user),
            unfit=row.unfit,
            open=row.to_decide,
            checked=row.checked,
            sees_dossier=sees_dossier(row, user),
        )
        for row in rows
    ]


def grouped(lines: list[Line]) -> list[Group]:
    """Titles first, then commendations; a kind without lines is left out."""
    found = [
        Group(str(kind.label), [line for line in lines if line.row.award.kind == kind])
        for kind in Award.Kind
    ]
    return [group for group in found if group.rows]


def checks_of(nomination: Nomination, user: User) -> list[Check]:
    """The conditions tested, those that stop it first; one query."""
    rows = Check.objects.visible_to(user).filter(nomination=nomination)
    found = list(rows.select_related("rule", "decided_by"))
    return sorted(found, key=lambda row: (not row.blocks, not row.is_open, row.rule.code))


def tally_of(checks: list[Check]) -> str:
    """`5 đạt, 1 không đạt, 2 cần người xem xét`: how many say what, none left out but zeros."""
    warned = [row for row in checks if row.final == Check.Outcome.UNFIT and not row.blocks]
    counts = (
        (sum(row.final == Check.Outcome.FIT for row in checks), "đạt"),
        (sum(row.blocks for row in checks), "không đạt"),
        (sum(row.is_open for row in checks), "cần người xem xét"),
        (len(warned), "cảnh báo"),
    )
    return ", ".join(f"{count} {words}" for count, words in counts if count)


def holds_of(nomination: Nomination, user: User) -> list[Hold]:
    """The holds, the latest first; none for whom they do not concern."""
    if not sees_holds(nomination, user):
        return []
    rows = Hold.objects.visible_to(user).filter(nomination=nomination)
    return list(rows.select_related("by", "lifted_by").order_by("-pk"))


def history_of(nomination: Nomination, user: User) -> list[dict[str, Any]]:
    """What was done with it, the latest first, in words; for those who see it and its holds."""
    if not sees_holds(nomination, user):
        return []
    rows = AuditEntry.objects.filter(object_type="awards.nomination", object_id=nomination.pk)
    return [
        {"at": row.at, "who": row.who, "words": action_words(row.action), "reason": row.reason}
        for row in rows.order_by("-pk")[:50]
    ]


def members_to_choose(period: Period, user: User) -> list[Unit]:
    """Units within which the person may nominate: the desk all members, a leader the own."""
    units = [row.unit for row in members_on(period.bloc, min(period.ends, clock.today()))]
    if period.bloc_id in user.rights.desk_blocs:
        return units
    return [unit for unit in units if unit.pk in user.rights.leader_of]
