"""What a nominee's dossier must hold before it goes out, and what it still lacks (Law, Art. 84)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Q, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Ranking, Round
from awards.models import Check, DossierFile, Fact, Nomination, Reason
from awards.queries.achievement import OPEN, achievement_url
from awards.queries.nominations import list_url, sees_holds
from awards.queries.proposal import minutes_of, named_in, papers_of
from awards.queries.review import PARTS
from awards.queries.supplement import is_editable, removable_since
from documents.models import Document, Rendering
from documents.queries import handed_out, papers_for_lists
from units.models import User

Kind = DossierFile.Kind
THERE, LACKING, ASKED, NOT_NEEDED = "there", "lacking", "asked", "not_needed"
# Awards that go only with a recognised initiative (Law 2022, Art. 84); an excellent rating stands
# for it at the grassroots.
_OF_AWARD: dict[str, tuple[Kind, ...]] = {
    "CSTDCS": (Kind.INITIATIVE, Kind.CONFIRMATION),
    "CSTDT": (Kind.INITIATIVE,),
    "CSTDTQ": (Kind.INITIATIVE,),
}
# What proves a commendation outside the yearly merit (reference §1.6).
_OF_REASON: dict[str, tuple[Kind, ...]] = {
    Reason.MOVEMENT: (Kind.MOVEMENT,),
    Reason.SUDDEN: (Kind.CONFIRMATION, Kind.MOVEMENT),
}


@dataclass(frozen=True)
class Lack:
    """A sentence that says what is missing, and the page where it is mended."""

    text: str
    url: str


@dataclass
class Part:
    """A part of the dossier: there with its page and files, lacking with where it is mended, or not
    needed; what the department asked about it, each as its reason, and whether something has come
    in since."""

    code: str
    name: str
    lacks: list[Lack] = field(default_factory=list)
    is_needed: bool = True
    says: str = ""
    url: str = ""
    files: list[Rendering] = field(default_factory=list)
    uploads: list[DossierFile] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    is_answered: bool = False
    makes: str = ""  # where the part's PDF and Word are ordered
    may_replace: bool = False

    @property
    def state(self) -> str:
        """there | lacking | asked | not_needed."""
        if self.lacks:
            return LACKING
        if self.asked and not self.is_answered:
            return ASKED
        return THERE if self.is_needed or self.url or self.uploads or self.says else NOT_NEEDED


def wanted_kinds(nomination: Nomination) -> tuple[Kind, ...]:
    """Kinds of file of which one has to be there; none where the award needs no confirmation."""
    kinds = _OF_AWARD.get(nomination.award.code, ())
    return kinds or _OF_REASON.get(nomination.reason, ())


class _Dossier:
    """The rows of one dossier, each read once."""

    def __init__(self, nomination: Nomination) -> None:
        self.nomination = nomination
        self.own = nomination.get_absolute_url()
        bloc = nomination.bloc
        self.page = reverse("awards:dossier", args=[bloc.province.slug, bloc.slug, nomination.pk])
        self.period_page = nomination.period.get_absolute_url()
        self.by_rank = nomination.source == Nomination.Source.RANK

    @cached_property
    def minutes(self) -> list[Document]:
        return minutes_of(self.nomination.period)

    @cached_property
    def proposal(self) -> Document | None:
        """The tờ trình that has sent it, or the one that is being written."""
        if self.nomination.proposal_id:
            return self.nomination.proposal
        for paper in papers_of(self.nomination.period):
            if self.nomination.pk in named_in([paper]):
                return paper.document
        return None

    @cached_property
    def reports(self) -> list[Document]:
        """The nominee's achievement report and the bloc's review reports, the latest first."""
        row = self.nomination
        found = Document.objects.filter(
            Q(achievement__nomination=row.pk) | Q(review_report__period=row.period_id)
        )
        return list(found.select_related("corrects", "achievement").order_by("-pk"))

    @property
    def report(self) -> Document | None:
        """The achievement report, in whatever state."""
        return next((row for row in self.reports if hasattr(row, "achievement")), None)

    @property
    def bloc_report(self) -> Document | None:
        """The bloc's latest review report that is approved."""
        rows = (row for row in self.reports if not hasattr(row, "achievement"))
        return next((row for row in rows if row.is_approved), None)

    @cached_property
    def ranked(self) -> Round | None:
        """The round whose ranking the nomination rests on, once it is ranked."""
        if not self.by_rank:
            return None
        rows = Ranking.objects.filter(round__period=self.nomination.period_id)
        found = rows.select_related("round__bloc").first()
        return found.round if found else None

    @cached_property
    def files(self) -> list[DossierFile]:
        rows = DossierFile.objects.filter(nomination=self.nomination)
        return list(rows.select_related("by"))

    @cached_property
    def proofs(self) -> list[Fact]:
        """What is recorded of the nominee with the paper it comes from, as the conditions read it:
        of the year; initiatives also of the years before that the award looks back on."""
        row = self.nomination
        if not wanted_kinds(row):
            return []
        since = row.year - self.initiative_years
        rows = Fact.objects.filter(
            Q(year=row.year) | Q(kind=Fact.Kind.INITIATIVE, year__gt=since),
            unit=row.unit_id,
            subject=row.subject,
            kind__in=[Fact.Kind.INITIATIVE, Fact.Kind.MOVEMENT, Fact.Kind.CONFIRMATION],
            year__lte=row.year,
        ).exclude(source="")
        name = row.subject_name.casefold()
        return [fact for fact in rows if fact.subject_name.casefold() == name]

    @property
    def initiative_years(self) -> int:
        """How many years an initiative counts: as the tested condition that asks for one says (rule
        E8), the year itself without any."""
        checks = Check.objects.filter(nomination=self.nomination).select_related("rule")
        params = [check.rule.params for check in checks]
        return max((row["years"] for row in params if row.get("initiative")), default=1)

    @cached_property
    def conclusions(self) -> list[str]:
        """Papers that ended holds, as they were noted."""
        holds = self.nomination.holds.all()
        return [row.conclusion for row in holds if row.lifted_at]

    def lacks_of_minutes(self) -> list[Lack]:
        if self.minutes:
            return []
        return [Lack(_("Biên bản hội nghị chưa được duyệt."), self.period_page)]

    def lacks_of_tally(self) -> list[Lack]:
        ballot = self.nomination.ballot
        if ballot is None or (ballot.tally and ballot.tally.is_approved):
            return []
        return [Lack(_("Biên bản kiểm phiếu chưa được duyệt."), ballot.get_absolute_url())]

    def lacks_of_scores(self) -> list[Lack]:
        if self.ranked or not self.by_rank:
            return []
        return [Lack(_("Kết quả chấm điểm chưa được chốt."), self.period_page)]

    def lacks_of_bloc_report(self) -> list[Lack]:
        if self.bloc_report or not self.by_rank:
            return []
        return [Lack(_("Báo cáo tổng kết của Khối chưa được duyệt."), self.period_page)]

    def lacks_of_report(self) -> list[Lack]:
        """The unit's leader has approved it, its clerk numbered it, and it is signed."""
        paper, url = self.report, achievement_url(self.nomination)
        if paper is None:
            return [Lack(_("Đơn vị chưa lập báo cáo thành tích."), url)]
        if not paper.is_approved:
            return [Lack(_("Báo cáo thành tích chưa được lãnh đạo đơn vị duyệt."), url)]
        if paper.awaits_number:
            return [Lack(_("Báo cáo thành tích chưa ghi số."), paper.get_absolute_url())]
        if paper.state == Document.State.APPROVED:
            return [Lack(_("Báo cáo thành tích chưa ghi nhận đã ký."), paper.get_absolute_url())]
        return []

    def lacks_of_confirmation(self) -> list[Lack]:
        kinds = wanted_kinds(self.nomination)
        there = [*(row.kind for row in self.files), *(row.kind for row in self.proofs)]
        if not kinds or any(kind in kinds for kind in there):
            return []
        names = " / ".join(str(kind.label) for kind in kinds)
        return [Lack(_("Chưa có tài liệu: %(names)s.") % {"names": names}, f"{self.page}#tai-lieu")]

    def lacks_of_papers(self) -> list[Lack]:
        return [
            *self.lacks_of_minutes(),
            *self.lacks_of_tally(),
            *self.lacks_of_scores(),
            *self.lacks_of_bloc_report(),
            *self.lacks_of_report(),
            *self.lacks_of_confirmation(),
        ]


def lacks(nomination: Nomination) -> list[Lack]:
    """What keeps the dossier from going out: conditions, open questions, holds, parts not ready."""
    found = _open_questions(nomination) + _lacks_of_state(nomination)
    return found + _Dossier(nomination).lacks_of_papers()


def lacks_of_supplement(nomination: Nomination) -> list[Lack]:
    """What keeps a supplement from going out: the dossier must be whole again."""
    return _open_questions(nomination) + _Dossier(nomination).lacks_of_papers()


def lacking(nomination: Nomination, user: User, found: list[Part]) -> list[Lack] | None:
    """The same as the page tells it, from the parts that were read for it; open questions only to
    whom they concern. None where nothing is about to go out, or not by the bloc."""
    if not nomination.award.is_bloc_business:
        return None
    waits = nomination.state == Nomination.State.SUPPLEMENT
    is_held = nomination.state == Nomination.State.HOLD and nomination.submitted_at is None
    if nomination.state not in OPEN and not is_held:
        return None
    told = _open_questions(nomination) if sees_holds(nomination, user) else []
    told += [] if waits else _lacks_of_state(nomination)
    return told + [lack for part in found if part.code != "proposal" for lack in part.lacks]


def _lacks_of_state(nomination: Nomination) -> list[Lack]:
    minuted = Nomination.State.MINUTED
    if minuted in (nomination.state, nomination.held_from):
        return []
    return [Lack(_("Đề nghị chưa được ghi vào biên bản hội nghị."), list_url(nomination.period))]


def _open_questions(nomination: Nomination) -> list[Lack]:
    """Conditions that are not met or that a person still has to decide; a hold."""
    own, found = nomination.get_absolute_url(), []
    checks = list(Check.objects.filter(nomination=nomination))
    if any(row.blocks for row in checks):
        found.append(Lack(_("Có điều kiện khen thưởng không đạt."), f"{own}#dieu-kien"))
    if any(row.is_open for row in checks):
        found.append(Lack(_("Còn điều kiện cần người xem xét, kết luận."), f"{own}#dieu-kien"))
    if any(row.lifted_at is None for row in nomination.holds.all()):
        found.append(Lack(_("Đề nghị đang tạm dừng xét."), own))
    return found


def parts(nomination: Nomination, user: User, asked: Iterable[dict[str, Any]] = ()) -> list[Part]:
    """The dossier part by part, with files as far as the person may read them; `asked` are the
    items of the supplement that the department waits for."""
    rows = _Dossier(nomination)
    ballot = nomination.ballot
    papers: dict[str, Document | None] = {
        "proposal": rows.proposal,
        "minutes": rows.minutes[0] if rows.minutes else None,
        "tally": ballot.tally if ballot else None,
        "bloc_report": rows.bloc_report,
        "report": rows.report,
    }
    lacking: dict[str, Callable[[], list[Lack]]] = {
        "minutes": rows.lacks_of_minutes,
        "tally": rows.lacks_of_tally,
        "scores": rows.lacks_of_scores,
        "bloc_report": rows.lacks_of_bloc_report,
        "report": rows.lacks_of_report,
        "confirmation": rows.lacks_of_confirmation,
    }
    needed = {
        "tally": ballot is not None,
        "scores": rows.by_rank,
        "bloc_report": rows.by_rank,
        "confirmation": bool(wanted_kinds(nomination)),
        "other": False,
    }
    asked = list(asked)
    prefetch_related_objects([nomination], "holds")
    seen = _seen(papers, user)
    found = [
        Part(
            code,
            name,
            lacks=lacking[code]() if code in lacking else [],
            is_needed=needed.get(code, True),
            asked=[one["reason"] for one in asked if one["item"] == code],
            **_shown(papers.get(code), seen),
        )
        for code, name in PARTS.items()
    ]
    _complete(found, rows, user)
    since = removable_since(nomination) if asked else None
    if since is None:
        return found
    for part in found:
        report = rows.report.approved_at if part.code == "report" and rows.report else None
        came = [file.at for file in part.uploads] + ([report] if report else [])
        part.is_answered = any(at >= since for at in came)
    return found


def _complete(found: list[Part], rows: _Dossier, user: User) -> None:
    """What is no paper: the ranking's page, uploads, the tờ trình that is yet to be written."""
    bloc, period = rows.nomination.bloc, rows.nomination.period
    for part in found:
        if part.code == "scores" and rows.ranked:
            at = [bloc.province.slug, bloc.slug, period.slug]
            part.url = reverse("assessments:ranking", args=at)
            if user.has_perm("assessments.take_summary", rows.ranked):
                part.makes = reverse("assessments:ranking_paper", args=at)
        elif part.code == "report":
            _complete_report(part, rows, user)
        elif part.code == "proposal" and rows.proposal is None:
            part.lacks = [Lack(_("Chưa lập tờ trình."), list_url(period))]
        elif part.code == "proposal" and rows.proposal and not rows.proposal.is_approved:
            part.lacks = [Lack(_("Tờ trình đang soạn, chưa được duyệt."), "")]
        elif part.code == "confirmation":
            part.uploads = [row for row in rows.files if row.kind != Kind.OTHER]
            told = [*rows.conclusions, *map(_proof, rows.proofs)]
            part.says = "; ".join(told) if sees_holds(rows.nomination, user) else ""
        elif part.code == "other":
            part.uploads = [row for row in rows.files if row.kind == Kind.OTHER]


def _complete_report(part: Part, rows: _Dossier, user: User) -> None:
    """Whether the person may replace it; what only its unit may open yet is no link for others."""
    nomination, report = rows.nomination, rows.report
    may_write = user.has_perm("awards.write_achievement", nomination)
    is_open = is_editable(nomination) and report is not None and report.is_approved
    part.may_replace = may_write and is_open
    if not may_write and not part.url:
        part.lacks = [Lack(lack.text, "") for lack in part.lacks]


def _proof(fact: Fact) -> str:
    said = f": {fact.text}" if fact.text else ""
    return f"{fact.get_kind_display()} {fact.year}{said} ({fact.source})"


def _seen(papers: dict[str, Document | None], user: User) -> dict[int, Document]:
    """Of the papers, and of those that they replace, the ones the person may read; two queries."""
    ids = [row.pk for row in papers.values() if row]
    ids += [row.corrects_id for row in papers.values() if row and row.corrects_id]
    return {row.pk: row for row in papers_for_lists(user).filter(pk__in=ids)}


def _shown(paper: Document | None, seen: dict[int, Document]) -> dict[str, Any]:
    """The paper's page and files; while a replacement is written, to others still the old one."""
    if paper is None:
        return {}
    row = seen.get(paper.pk) or seen.get(paper.corrects_id or 0)
    if row is None:
        return {}
    files: list[Rendering] = row.files  # type: ignore[attr-defined]  # read with the paper
    says = f"{row.label or row.title} ({str(row.get_state_display()).lower()})"
    shown = handed_out(files) if row.is_approved else []
    return {"url": row.get_absolute_url(), "files": shown, "says": says}
