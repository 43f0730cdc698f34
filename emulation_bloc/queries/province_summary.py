"""The province's blocs in one table for one period: step, in time or late, ranks, awards."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _

from assessments.models import Assessment, RankingRow
from assessments.queries.charts import shares_done
from awards.models import Nomination
from emulation_bloc.lib import clock, vietnamese
from emulation_bloc.lib.numbers import shown
from emulation_bloc.queries.standings import Standing, member_counts, standings
from units.models import Bloc, Period, Province, User

FLAG, CERTIFICATE, OTHER = "flag", "certificate", "other"
GROUPS = (FLAG, CERTIFICATE, OTHER)


@dataclass(frozen=True)
class Timing:
    """Something with a due date: done on a day, or not yet; `late_days` is 0 when in time."""

    due: date
    done: date | None = None
    late_days: int = 0

    @property
    def words(self) -> str:
        """`12/7/2021`, `15/7/2021, chậm 3 ngày`, `quá hạn 2 ngày`, `chưa đến hạn`."""
        if self.done:
            day = vietnamese.date_short(self.done)
            late = _("%(day)s, chậm %(n)d ngày") % {"day": day, "n": self.late_days}
            return late if self.late_days else day
        if self.late_days:
            return _("quá hạn %(n)d ngày") % {"n": self.late_days}
        return _("chưa đến hạn")

    @property
    def is_late(self) -> bool:
        """Whether it was or is late."""
        return self.late_days > 0


@dataclass
class BlocLine:
    """One bloc's line: `reports` of `units` handed in, `late_reports` of them late (None where no
    round was opened), timings of minutes and of the dossier, the closed ranking, and how many
    awards of each group were proposed and decided."""

    standing: Standing
    units: int
    reports: int | None
    late_reports: int
    minutes: Timing
    dossier: Timing
    ranks: list[RankingRow] = field(default_factory=list)
    proposed: Counter[str] = field(default_factory=Counter)
    decided: Counter[str] = field(default_factory=Counter)

    @property
    def bloc(self) -> Bloc:
        """Whose line it is."""
        return self.standing.period.bloc

    @property
    def step(self) -> str:
        """Where the bloc is."""
        now = next((row for row in self.standing.steps if row["state"] == "now"), None)
        return str(now["label"]) if now else _("Xong")

    @property
    def report_words(self) -> str:
        """`9/9`, `8/9, chậm 2`; a dash where nothing was to be handed in."""
        if self.reports is None:
            return "–"
        late = _(", chậm %(n)d") % {"n": self.late_reports} if self.late_reports else ""
        return f"{self.reports}/{self.units}{late}"

    @property
    def is_late(self) -> bool:
        """Whether minutes or dossier were or are late."""
        return self.minutes.is_late or self.dossier.is_late

    @property
    def awards(self) -> list[tuple[int, int]]:
        """Proposed and decided of each group: flags, certificates, others."""
        return [(self.proposed[group], self.decided[group]) for group in GROUPS]


@dataclass
class Summary:
    """All blocs of a province in one period, by name, with what they come to together; `without`:
    blocs that have not opened the period."""

    place: Province
    name: str
    lines: list[BlocLine]
    without: list[str]

    @property
    def units(self) -> int:
        """Member units of all blocs."""
        return sum(line.units for line in self.lines)

    @property
    def late(self) -> int:
        """How many blocs were or are late with minutes or dossier."""
        return sum(line.is_late for line in self.lines)

    @property
    def ranked(self) -> int:
        """How many blocs have closed their ranking."""
        return sum(bool(line.ranks) for line in self.lines)

    @property
    def awards(self) -> list[tuple[int, int]]:
        """Proposed and decided of each group, all blocs together."""
        return [
            (
                sum(line.proposed[group] for line in self.lines),
                sum(line.decided[group] for line in self.lines),
            )
            for group in GROUPS
        ]


def group_of(code: str) -> str:
    """Which column of the summary an award of the catalogue counts in: flags (cờ thi đua),
    certificates (bằng khen), others."""
    return FLAG if code.startswith("CTD_") else CERTIFICATE if code.startswith("BK_") else OTHER


def province_summary(place: Province, user: User, periods: list[Period]) -> Summary:
    """The summary of one period, told by that of each bloc with `bloc` and `round` joined, as far
    as the person may see it; seven queries for any number of blocs.

    The dossier counts as sent with the first nomination, in a period without any with the minutes.
    """
    blocs = list(Bloc.objects.visible_to(user).filter(province=place))
    found = standings(periods, user)
    day = min((row.ends for row in periods), default=clock.today())
    counts = member_counts([row.bloc for row in periods], day)
    reports = _reports(user, periods)
    proposed, decided, sent = _awards(user, periods)
    ranks: dict[int, list[RankingRow]] = defaultdict(list)
    for row in _ranked(user, periods):
        ranks[row.ranking.round.period_id].append(row)
    lines = []
    for one in sorted(found, key=lambda one: vietnamese.sort_key(one.period.bloc.name)):
        pk = one.period.pk
        handed_in, late = reports.get(pk, (None, 0))
        lines.append(
            BlocLine(
                standing=one,
                units=counts.get(one.period.bloc_id, 0),
                reports=handed_in,
                late_reports=late,
                minutes=_minutes(one),
                dossier=_dossier(one, sent.get(pk)),
                ranks=ranks[pk],
                proposed=proposed[pk],
                decided=decided[pk],
            )
        )
    with_period = {row.bloc_id for row in periods}
    without = [row.name for row in blocs if row.pk not in with_period]
    name = periods[0].name if periods else ""
    return Summary(place, name, lines, sorted(without, key=vietnamese.sort_key))


def _reports(user: User, periods: list[Period]) -> dict[int, tuple[int | None, int]]:
    """Period → how many units have handed in, how many of them late."""
    rows = Assessment.objects.visible_to(user).filter(
        round__period__in=periods, state=Assessment.State.SUBMITTED
    )
    counted = rows.order_by().values_list("round__period")
    told = counted.annotate(n=Count("pk"), late=Count("pk", filter=Q(late_days__gt=0)))
    found: dict[int, tuple[int | None, int]] = {pk: (n, late) for pk, n, late in told}
    opened = [row.pk for row in periods if getattr(row, "round", None)]
    return {pk: found.get(pk, (0, 0)) for pk in opened}


Counts = defaultdict[int, Counter[str]]


def _awards(user: User, periods: list[Period]) -> tuple[Counts, Counts, dict[int, datetime]]:
    """Period → what was proposed to the department, what was decided, when the first was sent."""
    State = Nomination.State
    rows = Nomination.objects.visible_to(user).filter(
        period__in=periods, submitted_at__isnull=False
    )
    counted = rows.exclude(state=State.WITHDRAWN).order_by().select_related(None)
    told = counted.values_list("period", "award__code", "grants__award__code", "state")
    proposed: Counts = defaultdict(Counter)
    decided: Counts = defaultdict(Counter)
    sent: dict[int, datetime] = {}
    for pk, asked, granted, state, n, first in told.annotate(n=Count("pk"), a=Min("submitted_at")):
        proposed[pk][group_of(asked)] += n
        sent[pk] = min(first, sent.get(pk, first))
        if state in Nomination.DECIDED:
            decided[pk][group_of(granted or asked)] += n
    return proposed, decided, sent


def _ranked(user: User, periods: list[Period]) -> Iterable[RankingRow]:
    rows = RankingRow.objects.visible_to(user).filter(ranking__round__period__in=periods)
    rows = rows.filter(rank__isnull=False).select_related("ranking__round")
    return rows.order_by("rank", "unit_name", "pk")


def _timed(due: date, done: date | None) -> Timing:
    late = ((done or clock.today()) - due).days
    return Timing(due, done, max(late, 0))


def _minutes(one: Standing) -> Timing:
    paper = one.minutes if one.minutes and one.minutes.is_approved else None
    at = paper.approved_at if paper else None
    return _timed(one.period.meeting_due, clock.local_date(at) if at else None)


def _dossier(one: Standing, nominated: datetime | None) -> Timing:
    paper = one.minutes if one.minutes and one.minutes.is_approved else None
    at = nominated or (paper.sent_at if paper else None)
    return _timed(one.period.send_due, clock.local_date(at) if at else None)


BLOCS_A_CHART = 12  # more go into a further picture, so that names stay legible
CHART_WORDS = "Tỷ lệ đơn vị nộp báo cáo đúng hạn của từng khối (%)"


def report_charts(summary: Summary) -> list[str]:
    """Drawings of how many of each bloc's units have handed in their reports in time, in per cent;
    none where nothing was to be handed in."""
    rows = [line for line in summary.lines if line.reports is not None and line.units]
    parts = [rows[at : at + BLOCS_A_CHART] for at in range(0, len(rows), BLOCS_A_CHART)]
    return [
        shares_done(
            [line.bloc.short_name for line in part], CHART_WORDS, [_in_time(line) for line in part]
        )
        for part in parts
    ]


def _in_time(line: BlocLine) -> Decimal:
    return Decimal(100 * ((line.reports or 0) - line.late_reports)) / line.units


def rank_words(line: BlocLine) -> str:
    """`1. Sở A (98,50); 2. Sở B (97,00)` of a closed ranking, empty before."""
    return "; ".join(f"{r.rank}. {r.unit_short_name} ({shown(r.rebased)})" for r in line.ranks)


def sheets_of(summary: Summary) -> list[dict[str, Any]]:
    """The two sheets of the workbook: a line for each bloc, a line for each ranked unit."""
    lead = [f"TỔNG HỢP CÁC KHỐI THI ĐUA: {summary.name.upper()}", summary.place.name]
    columns = [
        ["STT", 6], ["Khối", 40], ["Đơn vị", 9], ["Bước", 28], ["Báo cáo đã nộp", 10],
        ["Báo cáo chậm", 10], ["Biên bản", 24], ["Hồ sơ gửi Sở Nội vụ", 24],
        ["Cờ đề nghị", 10], ["Cờ quyết định", 10], ["Bằng khen đề nghị", 10],
        ["Bằng khen quyết định", 10], ["Khác đề nghị", 10], ["Khác quyết định", 10],
    ]  # fmt: skip
    rows: list[list[Any]] = []
    for number, line in enumerate(summary.lines, start=1):
        reports = "–" if line.reports is None else line.reports
        counts = [n for pair in line.awards for n in pair]
        start = [number, line.bloc.name, line.units, line.step, reports, line.late_reports]
        rows.append([*start, line.minutes.words, line.dossier.words, *counts])
    rows.append(
        ["", "Tổng cộng", summary.units, "", "", "", "", ""]
        + [n for p in summary.awards for n in p]
    )
    ranks = [
        [line.bloc.name, row.rank, row.unit_name, {"number": str(row.rebased)}, row.band]
        for line in summary.lines
        for row in line.ranks
    ]
    heads = [["Khối", 40], ["Hạng", 8], ["Đơn vị", 44], ["Điểm", 10], ["Xếp loại", 30]]
    return [
        {"title": "Tổng hợp", "lead": lead, "columns": columns, "rows": rows},
        {"title": "Xếp hạng", "lead": lead, "columns": heads, "rows": ranks},
    ]
