"""What a person of the department may put into a pack, frozen as rows of the index."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import Ranking
from assessments.queries.frozen import whole_board
from assessments.queries.score_summary import summary_words
from assessments.queries.words import INVENTED
from awards.models import Follow
from awards.queries.packs import decisions_of_periods, dossier_files
from documents import kinds
from documents.models import Document, Download, Rendering
from documents.queries import handed_out, papers_for_lists
from emulation_bloc.lib import clock, vietnamese
from units.models import Bloc, Period, Province, User

SCORES, DOSSIER, DECISION = "scores", "dossier", "decision"
OTHERS = {
    SCORES: gettext_lazy("Bảng tổng hợp điểm"),
    DOSSIER: gettext_lazy("Tài liệu trong hồ sơ khen thưởng"),
    DECISION: gettext_lazy("Quyết định khen thưởng"),
}
_PRINTED = (Rendering.Form.SIGNED, Rendering.Form.PDF, Rendering.Form.UNNUMBERED)

Item = dict[str, Any]


@dataclass(frozen=True)
class Wanted:
    """What was chosen: slugs of periods and blocs (an empty set of blocs is none), codes of kinds,
    and whether only what was not in a pack taken before."""

    periods: frozenset[str]
    blocs: frozenset[str]
    kinds: frozenset[str]
    only_new: bool = False


@dataclass
class Contents:
    """The rows of a pack in their order, and papers that have no file yet, in words."""

    items: list[Item] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Bytes of all stored files; what is printed for the pack is not counted."""
        return sum(item["size"] for item in self.items)


def kind_choices() -> list[tuple[str, str]]:
    """Code and name of all that a pack may hold, in the order in which it lies there."""
    return [(code, str(name)) for code, name in [*kinds.CHOICES, *OTHERS.items()]]


def periods_of(place: Province, user: User) -> list[Period]:
    """Every period of the province's blocs that the person may see, the latest first."""
    rows = Period.objects.visible_to(user).filter(bloc__province=place)
    return list(rows.select_related("bloc__province", "round").order_by("-ends", "starts", "pk"))


def period_choices(periods: Iterable[Period]) -> list[tuple[str, str]]:
    """Slug and name, each once."""
    return list({row.slug: row.name for row in periods}.items())


def usual_period(periods: Iterable[Period]) -> str:
    """The slug of the period whose reports were due last, else of the first to come."""
    rows = sorted(periods, key=lambda row: row.report_due)
    begun = [row.slug for row in rows if row.report_due <= clock.today()]
    return begun[-1] if begun else (rows[0].slug if rows else "")


def bloc_choices(place: Province, user: User) -> list[tuple[str, str]]:
    """Slug and name of the province's blocs."""
    rows = Bloc.objects.visible_to(user).filter(province=place).values_list("slug", "name")
    return sorted(rows, key=lambda row: vietnamese.sort_key(row[1]))


def followed(place: Province, user: User) -> frozenset[str]:
    """Slugs of the blocs that the person follows."""
    rows = Follow.objects.visible_to(user).filter(bloc__province=place)
    return frozenset(rows.values_list("bloc__slug", flat=True))


def taken_before(place: Province, user: User) -> set[str]:
    """The keys of all that the person has taken in packs."""
    rows = Download.objects.visible_to(user).filter(province=place)
    return {key for files in rows.values_list("files", flat=True) for key in files}


def last_taken(place: Province, user: User) -> datetime | None:
    """When the person last took a pack."""
    rows = Download.objects.visible_to(user).filter(province=place)
    return rows.order_by("-pk").values_list("at", flat=True).first()


def contents_of(place: Province, user: User, wanted: Wanted) -> Contents:
    """Approved papers, closed scores, files of sent dossiers and of decisions that the person may
    see and has chosen; never a draft. The same number of queries for any number of blocs, but for
    the boards of closed scores."""
    rows = Period.objects.visible_to(user).filter(
        bloc__province=place, slug__in=wanted.periods, bloc__slug__in=wanted.blocs
    )
    periods = sorted(
        rows.select_related("bloc__province"),
        key=lambda row: (vietnamese.sort_key(row.bloc.name), row.ends, row.starts),
    )
    taken = taken_before(place, user)
    found: dict[int, list[Item]] = defaultdict(list)
    contents = Contents()
    _add_papers(user, periods, wanted, found, contents.lacking)
    if SCORES in wanted.kinds:
        _add_scores(user, periods, found)
    if DOSSIER in wanted.kinds:
        _add_dossiers(user, periods, found)
    for period in periods:
        contents.items += found[period.pk]
    if DECISION in wanted.kinds:
        _add_decisions(user, periods, contents)
    for item in contents.items:
        item["is_new"] = item["key"] not in taken
    if wanted.only_new:
        contents.items = [item for item in contents.items if item["is_new"]]
    return contents


def _item(period: Period | None, key: str, **values: Any) -> Item:
    plain = {"label": "", "title": "", "date": "", "state": "", "size": 0, "sha256": "", "path": ""}
    place = {
        "key": key,
        "bloc": period.bloc.name if period else "",
        "period": period.name if period else "",
    }
    return plain | place | values


def _add_papers(
    user: User,
    periods: list[Period],
    wanted: Wanted,
    found: dict[int, list[Item]],
    lacking: list[str],
) -> None:
    by_key = {row.pk: row for row in periods}
    papers = papers_for_lists(user).approved().filter(period__in=by_key, kind__in=wanted.kinds)
    papers = papers.select_related("corrects")
    order = list(kinds.KINDS)
    by_old = {row.corrects_id: row for row in papers if row.relation == Document.Relation.REPLACES}
    for paper in sorted(papers, key=lambda row: (order.index(row.kind), row.pk)):
        period = by_key[paper.period_id]
        chosen = _printed(paper.files)
        if chosen is None:
            lacking.append(f"{period.bloc.name} – {period.name}: {paper}")
            continue
        found[period.pk].append(_paper(period, paper, chosen, by_old.get(paper.pk)))


def _printed(files: Iterable[Rendering]) -> Rendering | None:
    """Of a paper's files the one that goes into a pack: the signed copy before the unsigned."""
    chosen = {row.form: row for row in handed_out(list(files))}
    return next((chosen[form] for form in _PRINTED if form in chosen), None)


def _paper(period: Period, paper: Document, chosen: Rendering, newer: Document | None) -> Item:
    """A paper's row; `newer`: the paper that has taken its place, so that nobody takes the old one
    for the one in force."""
    state = str(paper.get_state_display())
    if chosen.form == Rendering.Form.SIGNED:
        state = _("%(state)s; bản ký") % {"state": state}
    label = paper.label
    if newer is not None:
        label = _("%(label)s (đã bị thay thế)") % {"label": label}
        state = _("Đã bị thay thế bởi %(newer)s") % {"newer": newer.label or newer.title}
    return _item(
        period,
        f"tep:{chosen.pk}",
        kind=str(paper.kind_info.name),
        label=label.strip(),
        title=paper.title + _relation(paper),
        date=vietnamese.date_short(paper.date) if paper.date else "",
        state=state,
        path=chosen.file,
        sha256=chosen.sha256,
        size=chosen.size or 0,
        suffix=".pdf",
    )


def _relation(paper: Document) -> str:
    """` (thay thế 01/TTr-KTĐ)`: which paper it corrects, and how; empty for most."""
    if not paper.corrects:
        return ""
    how = vietnamese.lower_first(paper.get_relation_display())
    return f" ({how} {paper.corrects.label})".replace(" )", ")")


def _add_scores(user: User, periods: list[Period], found: dict[int, list[Item]]) -> None:
    by_key = {row.pk: row for row in periods}
    rankings = Ranking.objects.visible_to(user).filter(round__period__in=by_key)
    for ranking in rankings.select_related("round__criteria_set"):
        scored = ranking.round
        period = by_key[scored.period_id]
        item = _item(
            period,
            f"diem:{ranking.pk}",
            kind=str(OTHERS[SCORES]),
            title=period.name,
            date=vietnamese.date_short(clock.local_date(ranking.at)),
            state=_("Đã chốt"),
            suffix=".pdf",
            words=summary_words(whole_board(scored)),
            words_kind="score_summary",
        )
        found[period.pk].append(item)


def _add_dossiers(user: User, periods: list[Period], found: dict[int, list[Item]]) -> None:
    by_key = {row.pk: row for row in periods}
    for row in dossier_files(user, list(by_key)):
        period = by_key[row.nomination.period_id]
        about = row.nomination.subject_name or row.nomination.unit_name
        item = _item(
            period,
            f"ho-so:{row.pk}",
            kind=str(row.get_kind_display()),
            label=about,
            title=f"{row.title} – {row.nomination.award.name}",
            date=vietnamese.date_short(clock.local_date(row.at)),
            path=row.file,
            sha256=row.sha256,
            size=row.size,
            suffix=_suffix(row.name),
        )
        found[period.pk].append(item)


def _add_decisions(user: User, periods: list[Period], contents: Contents) -> None:
    """Decisions with their file; one that was recorded without is named as lacking it."""
    for row in decisions_of_periods(user, [one.pk for one in periods]):
        if not row.file:
            named = {"kind": OTHERS[DECISION], "row": row, "issuer": row.issuer}
            contents.lacking.append(_("%(kind)s số %(row)s của %(issuer)s: chưa có tệp") % named)
            continue
        contents.items.append(
            _item(
                None,
                f"quyet-dinh:{row.pk}:{row.sha256[:12]}",
                kind=str(OTHERS[DECISION]),
                label=row.number,
                title=row.issuer,
                date=vietnamese.date_short(row.date),
                state=_("Đã ban hành"),
                path=row.file,
                sha256=row.sha256,
                size=row.size or 0,
                suffix=_suffix(row.name),
            )
        )


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower()[:10] or ".bin"


def pack_words(place: Province, user: User, contents: Contents, subject: str) -> dict[str, Any]:
    """The frozen words of a pack: whose, when, and the rows of its index."""
    today = clock.today()
    last = last_taken(place, user)
    new = sum(item["is_new"] for item in contents.items)
    when = vietnamese.date_words(clock.local_date(last)) if last else ""
    since = f"Lần tải trước: {when}; mới: {new} tệp." if last else "Chưa tải gói nào trước đây."
    asker = ", ".join(part for part in (user.full_name, user.position) if part)
    return {
        "version": 1,
        "title": f"gói hồ sơ {subject}",
        "subject": subject,
        "province": place.name,
        "department": place.reviewing_department,
        "mark": INVENTED if place.is_demo else "",
        "facts": [
            f"Lập {vietnamese.date_words(today)}; người lập: {asker}.",
            f"{len(contents.items)} tệp. {since}",
        ],
        "day": today.isoformat(),
        "items": contents.items,
        "lacking": contents.lacking,
    }
