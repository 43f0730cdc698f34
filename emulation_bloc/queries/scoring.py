"""What self-assessment, appraisal and ranking ask of a person now."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Answer, Assessment, CriteriaSet, Registration, Round, ScoreSheet
from emulation_bloc.lib import clock
from emulation_bloc.queries.duty import Duty
from emulation_bloc.queries.rounds import round_of
from units.models import Period, User

Stage = Round.State
EARLY = timedelta(days=75)  # how long before the reports are due a round is worth opening


def scoring_duties(user: User, periods: Iterable[Period]) -> list[Duty]:
    """Duties of open periods, over all blocs. At most five queries, however many periods.

    `periods` come with `round` joined; a period without one has none to do but opening it.
    """
    opened = [period for period in periods if period.state == Period.State.OPEN]
    rounds = {period.pk: one for period in opened if (one := round_of(period))}
    rows = _opening(user, [period for period in opened if period.pk not in rounds])
    listed = list(rounds.values())
    rows += _returns(user, listed) + _sheets(user, listed) + _desk(user, listed)
    rows += _requests(user, listed)
    return rows + _registering(user, opened, rounds)


def _at(period: Period) -> list[Any]:
    return [period.bloc.province.slug, period.bloc.slug, period.slug]


def _where(period: Period) -> str:
    return f"{period.bloc.name} · {period.name}"


def _opening(user: User, periods: list[Period]) -> list[Duty]:
    """Rounds to be opened; before a year's round its criteria must be published."""
    today = clock.today()
    due = [
        period
        for period in periods
        if period.report_due - EARLY <= today and user.has_perm("assessments.open_round", period)
    ]
    if not due:
        return []
    years = {(row.bloc_id, row.year): row for row in _sets(due)}
    rows = []
    for period in due:
        chosen = years.get((period.bloc_id, period.starts.year))
        if period.kind == Period.Kind.YEAR and (chosen is None or chosen.is_draft):
            rows += _criteria_duty(user, period, chosen)
            continue
        rows.append(
            Duty(
                _("Mở đợt tự đánh giá"),
                _where(period),
                reverse("assessments:round", args=_at(period)),
                _("Mở đợt"),
                "clipboard-text",
                period.report_due,
            )
        )
    return rows


def _sets(periods: list[Period]) -> Iterable[CriteriaSet]:
    """The newest edition of each bloc and year, drafts only where nothing is published."""
    rows = CriteriaSet.objects.filter(
        bloc__in=[period.bloc_id for period in periods],
        year__in={period.starts.year for period in periods},
    ).exclude(state=CriteriaSet.State.DROPPED)
    return sorted(rows, key=lambda row: (not row.is_draft, row.edition))


def _criteria_duty(user: User, period: Period, chosen: CriteriaSet | None) -> list[Duty]:
    at = _at(period)[:2]
    where = f"{period.bloc.name} · {period.name}"
    if chosen is None:
        title, button = _("Lập bộ tiêu chí chấm điểm"), _("Lập bộ tiêu chí")
        url = reverse("assessments:criteria", args=at)
    elif user.has_perm("assessments.publish_criteria", period):
        title, button = _("Ban hành bộ tiêu chí chấm điểm"), _("Xem, ban hành")
        url = reverse("assessments:criteria_set", args=[*at, chosen.pk])
    else:
        title, button = _("Hoàn thiện dự thảo bộ tiêu chí"), _("Soạn tiếp")
        url = reverse("assessments:criteria_set", args=[*at, chosen.pk])
    return [Duty(title, where, url, button, "scale", period.report_due)]


def _returns(user: User, rounds: list[Round]) -> list[Duty]:
    """The own units' returns: to be written, approved, completed, explained."""
    units = user.rights.units
    if not units or not rounds:
        return []
    found = {one.pk: one for one in rounds}
    rows = []
    for row in Assessment.objects.filter(round__in=found, unit__in=units).order_by("pk"):
        row.round = found[row.round_id]
        rows += _return_duty(user, row)
    return rows


def _return_duty(user: User, row: Assessment) -> list[Duty]:
    period, is_leader = row.round.period, row.unit_id in user.rights.leader_of
    at = [*_at(period), row.pk]
    name = _("bảng tự chấm điểm") if row.round.is_scored else _("báo cáo, kết quả chỉ tiêu")
    where = f"{row.unit_short_name} · {period.bloc.name} · {period.name}"
    due = clock.local_date(row.round.due_at - timedelta(seconds=1))
    desk, summary = reverse("assessments:desk", args=at), reverse("assessments:summary", args=at)
    state = Assessment.State
    if row.state == state.RETURNED:
        title = _("Bổ sung %(what)s bị trả lại") % {"what": name}
        return [Duty(title, where, desk, _("Bổ sung"), "arrow-back-up", due)]
    if row.round.is_collecting and row.state == state.PRESENTED and is_leader:
        title = _("Duyệt và nộp %(what)s") % {"what": name}
        return [Duty(title, where, summary, _("Xem, nộp"), "send", due)]
    if row.round.is_collecting and row.state == state.DRAFT:
        title = _("Hoàn thiện %(what)s") % {"what": name}
        return [Duty(title, where, desk, _("Làm tiếp"), "clipboard-text", due)]
    if row.round.state == Stage.EXPLANATION and row.state == state.SUBMITTED:
        url = reverse("assessments:explanations", args=at)
        return [Duty(_("Giải trình điểm thẩm định"), where, url, _("Giải trình"), "message")]
    return []


def _sheets(user: User, rounds: list[Round]) -> list[Duty]:
    """Sheets that wait for the person's scores in the stage that is running."""
    running = {
        one.pk: one for one in rounds if one.state in {"appraisal_1", "appraisal_2", "peers"}
    }
    if not running or not (user.rights.appraiser_of or user.rights.units):
        return []
    mine = ScoreSheet.objects.filter(
        Q(appraiser=user.pk) | Q(stage="peers", scorer_unit__in=user.rights.units),
        assessment__round__in=running,
        state=ScoreSheet.State.OPEN,
    ).values_list("assessment__round", "stage", "pk")
    waiting: dict[int, list[int]] = {}
    for round_id, stage, pk in mine.order_by("pk"):
        if running[round_id].state == stage:
            waiting.setdefault(round_id, []).append(pk)
    return [
        Duty(
            _("%(stage)s: còn %(n)d phiếu")
            % {"stage": running[pk].get_state_display(), "n": len(sheets)},
            _where(running[pk].period),
            reverse("assessments:sheet", args=[*_at(running[pk].period), sheets[0]]),
            _("Chấm tiếp"),
            "clipboard-check",
            running[pk].period.draft_due,
        )
        for pk, sheets in waiting.items()
    ]


def _desk(user: User, rounds: list[Round]) -> list[Duty]:
    """Who moves the round on: the desk after the deadline, the head at the end, the reviewer."""
    rows = []
    for one in rounds:
        period, at = one.period, _at(one.period)
        is_over = one.is_collecting and one.due_at <= clock.now()
        if is_over and one.is_scored and user.has_perm("assessments.advance_round", one):
            url = reverse("assessments:appraisals", args=at)
            title = _("Kết thúc nhận bảng tự chấm, bắt đầu thẩm định")
            rows.append(Duty(title, _where(period), url, _("Xem"), "clipboard-check"))
        if one.state == Stage.AGREEMENT and user.has_perm("assessments.advance_round", one):
            url = reverse("assessments:appraisals", args=at)
            title = _("Ghi điểm thống nhất tại hội nghị")
            rows.append(
                Duty(title, _where(period), url, _("Ghi điểm"), "scale", period.meeting_due)
            )
        if one.state == Stage.ADJUSTMENT and user.has_perm("assessments.adjust_round", one):
            url = reverse("assessments:appraisals", args=at)
            title = _("Xem xét, điều chỉnh điểm")
            rows.append(Duty(title, _where(period), url, _("Xem"), "scale", period.send_due))
    return rows


def _requests(user: User, rounds: list[Round]) -> list[Duty]:
    """“Không áp dụng” that waits for the secretary's consent."""
    asked = {
        one.pk: one
        for one in rounds
        if one.is_scored and user.has_perm("assessments.decide_not_applicable", one)
    }
    if not asked:
        return []
    waiting = Answer.objects.filter(
        assessment__round__in=asked, not_applicable=Answer.NotApplicable.ASKED
    )
    counts = Counter(waiting.values_list("assessment__round", flat=True))
    return [
        Duty(
            _("Trả lời %(n)d đề nghị “không áp dụng”") % {"n": counts[pk]},
            _where(one.period),
            reverse("assessments:round", args=_at(one.period)),
            _("Trả lời"),
            "ban",
            one.period.report_due,
        )
        for pk, one in asked.items()
        if counts[pk]
    ]


def _registering(user: User, periods: list[Period], rounds: dict[int, Round]) -> list[Duty]:
    """Registrations of the year that the own units owe, until the year's round is open."""
    year = clock.today().year
    blocs = {
        period.bloc_id: period
        for period in periods
        if period.starts.year == year and period.bloc_id in user.rights.member_blocs
    }
    done = {one.bloc_id for one in rounds.values() if one.period.kind == Period.Kind.YEAR}
    open_blocs = set(blocs) - done
    if not open_blocs or not user.rights.units:
        return []
    handed_in = Registration.objects.filter(
        bloc__in=open_blocs, unit__in=user.rights.units, year=year
    ).values_list("bloc", "state", "due_at")
    known = {bloc: (state, due) for bloc, state, due in handed_in}
    rows = []
    for bloc_id in open_blocs:
        state, due_at = known.get(bloc_id, ("", None))
        if state == Registration.State.SUBMITTED:
            continue
        period = blocs[bloc_id]
        due: date | None = clock.local_date(due_at - timedelta(seconds=1)) if due_at else None
        url = reverse("assessments:registrations", args=_at(period)[:2])
        title = _("Đăng ký thi đua năm %(year)d") % {"year": year}
        rows.append(Duty(title, period.bloc.name, url, _("Đăng ký"), "target", due))
    return rows
