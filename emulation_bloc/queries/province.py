"""The reviewer's page of a province: each bloc's line of one period, from a few queries."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Max, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import Assessment, Round
from awards.models import Follow, Nomination
from awards.queries.review import APPRAISABLE, STEPS, sent_to
from documents.kinds import Audience
from documents.models import Document, Download
from emulation_bloc.lib import clock, vietnamese
from emulation_bloc.queries.rounds import round_of
from emulation_bloc.queries.standings import Standing, standings
from units.models import Bloc, Membership, Period, Province, User
from units.models.tenants import valid_on

SIGNED = (Document.State.SIGNED, Document.State.SENT, Document.State.RECEIVED)
A_WEEK = timedelta(days=7)
DONE = "xong"


@dataclass
class Line:
    """A bloc with its period: what the table shows of it."""

    standing: Standing
    bloc: Bloc
    papers: list[Document]
    new: int = 0
    nominated: int = 0
    outcome: list[tuple[str, int]] = field(default_factory=list)
    # What waits for the person: words in the singular → how many.
    waits: Counter[str] = field(default_factory=Counter)

    @property
    def members(self) -> int:
        """How many units the bloc has today."""
        return self.bloc.members or 0  # type: ignore[attr-defined]  # annotated

    @property
    def is_followed(self) -> bool:
        """Whether the person follows the bloc."""
        return bool(self.bloc.is_followed)  # type: ignore[attr-defined]  # annotated

    @property
    def returns(self) -> int:
        """How many self-assessments there are in all, 0 before the round is open."""
        return self.standing.period.returns or 0  # type: ignore[attr-defined]  # annotated

    @property
    def handed_in(self) -> int:
        """How many of them have been handed in."""
        return self.standing.period.handed_in or 0  # type: ignore[attr-defined]  # annotated

    @property
    def step(self) -> dict[str, Any] | None:
        """Where the period is; None when everything is done."""
        return next((step for step in self.standing.steps if step["state"] == "now"), None)

    @property
    def step_code(self) -> str:
        """The step as the address names it."""
        step = self.step
        return "-".join(vietnamese.fold(step["label"]).replace(",", "").split()) if step else DONE

    @property
    def is_signed(self) -> bool:
        """Whether the minutes bear their signatures."""
        return bool(self.standing.minutes and self.standing.minutes.state in SIGNED)

    @property
    def is_signed_lately(self) -> bool:
        """Whether they were signed in the last seven days."""
        day = self.standing.minutes.signed_on if self.standing.minutes else None
        return self.is_signed and day is not None and day > clock.today() - A_WEEK

    @property
    def waits_words(self) -> str:
        """`1 văn bản, 2 đề nghị khen thưởng`."""
        return words_of(self.waits)

    def status(self, *, sees_late: bool) -> dict[str, str]:
        """Kind, icon and words of the tag; who is late only to whom that may be said."""
        if sees_late and self.standing.late:
            words = _("quá hạn %(what)s %(n)d ngày")
            given = {"what": self.standing.late, "n": self.standing.late_days}
            return _tag("bad", "alert-triangle", words % given)
        if self.is_signed:
            return _tag("good", "signature", _("đã ký biên bản"))
        if self.papers:
            return _tag("warn", "clock", _("chờ ký"))
        return self._before_the_papers() if sees_late else _no_papers()

    def _before_the_papers(self) -> dict[str, str]:
        found = round_of(self.standing.period)
        if found is None:
            return _tag("", "circle-dashed", _("chưa mở đợt tự đánh giá"))
        left = self.returns - self.handed_in
        if found.is_collecting and left:
            return _tag("warn", "hourglass", _("còn %(n)d đơn vị") % {"n": left})
        return _no_papers()


def _tag(kind: str, icon: str, text: str) -> dict[str, str]:
    return {"kind": kind, "icon": icon, "text": text}


def _no_papers() -> dict[str, str]:
    return _tag("", "circle-dashed", _("chưa có văn bản"))


def words_of(counts: Counter[str]) -> str:
    """`1 văn bản, 2 đề nghị khen thưởng`, empty for nothing."""
    return ", ".join(f"{n} {word}" for word, n in counts.items() if n)


@dataclass
class Desk:
    """The province as one period of its blocs shows it."""

    lines: list[Line]
    without: list[Bloc]
    last_download: datetime | None = None

    @property
    def units(self) -> int:
        """How many units the blocs have that have opened the period."""
        return sum(line.members for line in self.lines)

    @property
    def late(self) -> list[Line]:
        """Whoever is late, the longest first."""
        rows = [line for line in self.lines if line.standing.late]
        return sorted(rows, key=lambda line: -line.standing.late_days)

    @property
    def waits(self) -> Counter[str]:
        """Everything that waits for the person."""
        return sum((line.waits for line in self.lines), Counter())


def period_choices(place: Province, user: User) -> tuple[dict[str, str], str]:
    """Slug → name of the periods that the province's blocs have, the latest first, and the one
    that people mean when they name none. One query, a row for each period however many blocs."""
    rows = Period.objects.visible_to(user).filter(bloc__province=place)
    found = list(
        rows.order_by()
        .values("slug")
        .annotate(name=Max("name"), due=Min("report_due"), last=Max("ends"))
        .order_by("-last", "slug")
    )
    begun = [row for row in found if row["due"] <= clock.today()]
    usual = max(begun or found, key=lambda row: row["due"], default=None)
    return {row["slug"]: row["name"] for row in found}, usual["slug"] if usual else ""


def desk_of_province(place: Province, slug: str, user: User, *, is_reviewer: bool) -> Desk:
    """The lines of all blocs of the province in the period `slug`.

    Four queries for everybody; two more, nominations and the last pack, for the reviewer. No words
    of papers and no files are read: `give_files` brings those of a page.
    """
    today = clock.today()
    blocs = {row.pk: row for row in _blocs(place, user, today)}
    periods = list(_periods(place, slug, user))
    for period in periods:
        period.bloc = blocs[period.bloc_id]
        period.bloc.province = place
    found = standings(periods, user)
    papers = {one.period.pk: [row for row in one.papers if row.is_approved] for one in found}
    lines = [Line(one, one.period.bloc, papers[one.period.pk]) for one in found]
    opened = {period.bloc_id for period in periods}
    desk = Desk(lines, [row for row in blocs.values() if row.pk not in opened])
    if is_reviewer:
        _add_waiting(lines, user)
        _add_nominations(lines, place, slug, user)
        last = Download.objects.visible_to(user).filter(province=place).first()
        desk.last_download = last.at if last else None
        for line in lines:
            line.new = sum(_is_new(paper, desk.last_download) for paper in line.papers)
    return desk


def _blocs(place: Province, user: User, today: date) -> QuerySet[Bloc]:
    members = Membership.objects.filter(valid_on(today), bloc=OuterRef("pk"))
    follows = Follow.objects.visible_to(user).filter(bloc=OuterRef("pk"))
    rows = Bloc.objects.visible_to(user).filter(province=place).select_related(None)
    return rows.annotate(members=_count(members, "bloc"), is_followed=Exists(follows))


def _periods(place: Province, slug: str, user: User) -> QuerySet[Period]:
    returns = Assessment.objects.filter(round__period=OuterRef("pk"))
    handed_in = returns.filter(state=Assessment.State.SUBMITTED)
    rows = Period.objects.visible_to(user).filter(bloc__province=place, slug=slug)
    return rows.select_related(None).select_related("round").annotate(
        returns=_count(returns, "round__period"), handed_in=_count(handed_in, "round__period")
    )  # fmt: skip


def _count(rows: Any, by: str) -> Subquery:
    return Subquery(rows.order_by().values(by).annotate(n=Count("pk")).values("n"))


def _is_new(paper: Document, since: datetime | None) -> bool:
    """Whether the reviewer could not have taken it at the last download: a paper for bloc or
    province is theirs from its approval, any other from its sending."""
    is_open = paper.audience in {Audience.BLOC, Audience.PROVINCE}
    from_ = paper.approved_at if is_open else paper.sent_at or paper.approved_at
    return since is None or (from_ is not None and from_ > since)


def _add_waiting(lines: list[Line], user: User) -> None:
    """Papers to be received, and scores that the department adjusts."""
    for line in lines:
        for paper in line.papers:
            if paper.state == Document.State.SENT and user.has_perm("documents.receive", paper):
                line.waits[_("văn bản cần ghi nhận")] += 1
        found = round_of(line.standing.period)
        is_adjusting = found is not None and found.state == Round.State.ADJUSTMENT
        if is_adjusting and user.has_perm("assessments.adjust_round", found):
            line.waits[_("kỳ chờ điều chỉnh điểm")] += 1


def _add_nominations(lines: list[Line], place: Province, slug: str, user: User) -> None:
    """How many were sent, what waits for the person, what was granted; one query."""
    of_period = {line.standing.period.pk: line for line in lines}
    rows = sent_to(place, user).filter(period__slug=slug)
    granted = Coalesce(F("grants__award__name"), F("award__name"))
    place_of = Coalesce(F("grants__award__position"), F("award__position"))
    counted = rows.values("period", "state", "is_prepared", granted=granted, place=place_of)
    for row in counted.annotate(n=Count("pk")).order_by("place", "granted"):
        line = of_period[row["period"]]
        if row["state"] not in Nomination.ENDS:
            line.nominated += row["n"]
        if row["state"] in Nomination.DECIDED:
            line.outcome.append((row["granted"].split(" của ")[0], row["n"]))
        if word := waits_for(line.standing.period, row["state"], row["is_prepared"], user):
            line.waits[word] += row["n"]
    for line in lines:
        line.outcome = list(_summed(line.outcome).items())


def _summed(rows: list[tuple[str, int]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for name, n in rows:
        found[name] += n
    return found


# What a leader does next with nominations in these states.
_LEADERS = {
    Nomination.State.APPRAISED: gettext_lazy("đề nghị chờ ghi kết quả Hội đồng"),
    Nomination.State.COUNCIL: gettext_lazy("đề nghị chờ quyết định"),
    **dict.fromkeys(STEPS, gettext_lazy("đề nghị chờ quyết định")),
    Nomination.State.DECIDED: gettext_lazy("khen thưởng chờ thông báo"),
    Nomination.State.NOTIFIED: gettext_lazy("khen thưởng chờ trao"),
}


def waits_for(period: Period, state: str, is_prepared: bool, user: User) -> str:
    """What the person does next with nominations in this state, empty for nothing."""
    at = Nomination.State
    leads = user.has_perm("awards.decide_review", period)
    if is_prepared and state in APPRAISABLE:
        return _("ý kiến thẩm định chờ duyệt") if leads else ""
    if state in {at.SUBMITTED, at.RECEIVED, at.SUPPLEMENTED}:
        is_mine = user.has_perm("awards.prepare_review", period)
        return _("đề nghị khen thưởng") if is_mine else ""
    return str(_LEADERS.get(at(state), "")) if leads else ""


def chosen_lines(lines: list[Line], wanted: dict[str, str]) -> list[Line]:
    """The lines that the filters leave, in the order asked for.

    `wanted`: loc (qua-han, cho-toi, theo-doi), buoc (a step's code), tim (words of a name, with
    or without marks), xep (a key of ORDERS), giam (`1` turns the order round).
    """
    tests = {
        "qua-han": lambda line: bool(line.standing.late),
        "cho-toi": lambda line: bool(line.waits),
        "theo-doi": lambda line: line.is_followed,
    }
    if test := tests.get(wanted["loc"]):
        lines = [line for line in lines if test(line)]
    if wanted["buoc"]:
        lines = [line for line in lines if line.step_code == wanted["buoc"]]
    words = vietnamese.fold(wanted["tim"])
    if words:
        lines = [line for line in lines if words in _name(line)]
    return _in_order(lines, wanted["xep"], turned=bool(wanted["giam"]))


def _name(line: Line) -> str:
    return vietnamese.fold(f"{line.bloc.name} {line.bloc.short_name}")


ORDERS: dict[str, Any] = {
    "don-vi": lambda line: -line.members,
    "nop": lambda line: line.handed_in / line.returns if line.returns else 2,
    "buoc": lambda line: _steps_done(line),
    "qua-han": lambda line: -line.standing.late_days,
    "moi": lambda line: -line.new,
    "khen-thuong": lambda line: -line.nominated,
}
# Which orders begin with the most.
FALLING = {"don-vi", "qua-han", "moi", "khen-thuong"}


def _steps_done(line: Line) -> int:
    return sum(step["state"] == "done" for step in line.standing.steps)


def _in_order(lines: list[Line], key: str, *, turned: bool) -> list[Line]:
    """By name as Vietnamese sorts it, then by what was asked for; names keep their order."""
    by_name = key not in ORDERS
    rows = sorted(
        lines,
        key=lambda line: vietnamese.sort_key(line.bloc.name),
        reverse=by_name and turned,
    )
    return rows if by_name else sorted(rows, key=ORDERS[key], reverse=turned)


def step_choices(lines: list[Line]) -> list[tuple[str, str]]:
    """(code, words) of the steps at which the blocs are, from the first to the last."""
    found: dict[str, tuple[int, str]] = {}
    for line in lines:
        step = line.step
        label = step["label"] if step else _("Xong")
        found.setdefault(line.step_code, (_steps_done(line), label))
    return [(code, label) for code, (_n, label) in sorted(found.items(), key=lambda row: row[1])]
