"""What a nominee's dossier must hold before it goes out, and what it still lacks (Law, Art. 84)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Ranking
from awards.models import Achievement, Check, DossierFile, Hold, Nomination, Reason, Review
from awards.queries.achievement import OPEN, achievement_url
from awards.queries.nominations import sees_holds
from awards.queries.proposal import minutes_of
from awards.queries.review import PARTS
from documents.models import Document, Rendering
from documents.queries import handed_out, papers_for_lists
from meetings.models import OfficialPaper
from units.models import User

Kind = DossierFile.Kind
THERE, LACKING, NOT_NEEDED = "there", "lacking", "not_needed"
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
    needed; what the department asked about it, each as its reason."""

    code: str
    name: str
    lacks: list[Lack] = field(default_factory=list)
    is_needed: bool = True
    says: str = ""
    url: str = ""
    files: list[Rendering] = field(default_factory=list)
    uploads: list[DossierFile] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @property
    def state(self) -> str:
        """there | lacking | not_needed."""
        if self.lacks:
            return LACKING
        return THERE if self.is_needed or self.url or self.uploads else NOT_NEEDED


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
        rows = OfficialPaper.objects.filter(
            document__kind="proposal", document__period=self.nomination.period_id
        ).exclude(document__state=Document.State.DROPPED)
        for paper in rows.select_related("document").order_by("-pk"):
            if self.nomination.pk in (paper.details.get("nominations") or []):
                return paper.document
        return None

    @cached_property
    def report(self) -> Document | None:
        """The achievement report, in whatever state."""
        rows = Achievement.objects.filter(nomination=self.nomination)
        found = rows.select_related("document__corrects").first()
        return found.document if found else None

    @cached_property
    def bloc_report(self) -> Document | None:
        rows = Document.objects.filter(review_report__period=self.nomination.period_id)
        return rows.approved().order_by("-pk").first()

    @cached_property
    def is_ranked(self) -> bool:
        return Ranking.objects.filter(round__period=self.nomination.period_id).exists()

    @cached_property
    def files(self) -> list[DossierFile]:
        rows = DossierFile.objects.filter(nomination=self.nomination)
        return list(rows.select_related("by"))

    @cached_property
    def conclusions(self) -> list[str]:
        """Papers that ended holds, as they were noted."""
        rows = Hold.objects.filter(nomination=self.nomination, lifted_at__isnull=False)
        return [row.conclusion for row in rows]

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
        if self.is_ranked or not self.by_rank:
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
        if not kinds or any(row.kind in kinds for row in self.files):
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
    own = nomination.get_absolute_url()
    found = _open_questions(nomination)
    if nomination.state != Nomination.State.MINUTED:
        found.append(Lack(_("Đề nghị chưa được ghi vào biên bản hội nghị."), own))
    return found + _Dossier(nomination).lacks_of_papers()


def lacks_of_supplement(nomination: Nomination) -> list[Lack]:
    """What keeps a supplement from going out: the dossier must be whole again."""
    return _open_questions(nomination) + _Dossier(nomination).lacks_of_papers()


def _open_questions(nomination: Nomination) -> list[Lack]:
    """Conditions that are not met or that a person still has to decide; a hold."""
    own, found = nomination.get_absolute_url(), []
    checks = list(Check.objects.filter(nomination=nomination))
    if any(row.blocks for row in checks):
        found.append(Lack(_("Có điều kiện khen thưởng không đạt."), f"{own}#dieu-kien"))
    if any(row.is_open for row in checks):
        found.append(Lack(_("Còn điều kiện cần người xem xét, kết luận."), f"{own}#dieu-kien"))
    if nomination.holds.filter(lifted_at__isnull=True).exists():
        found.append(Lack(_("Đề nghị đang tạm dừng xét."), own))
    return found


def sees_dossier(nomination: Nomination, user: User) -> bool:
    """Desk, own unit, reviewer, who headed the bloc in that year; an observer reads no proof."""
    return sees_holds(nomination, user) or nomination.bloc_id in user.rights.former_head_of


def parts(nomination: Nomination, user: User) -> list[Part]:
    """The dossier part by part, with files as far as the person may read them."""
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
    asked = asked_of(nomination, user)
    seen = _seen(papers, user)
    found = [
        Part(
            code,
            name,
            lacks=lacking[code]() if code in lacking else [],
            is_needed=needed.get(code, True),
            asked=[one["reason"] for one in asked["items"] if one["item"] == code],
            **_shown(papers.get(code), seen),
        )
        for code, name in PARTS.items()
    ]
    _complete(found, rows, user)
    return found


def _complete(found: list[Part], rows: _Dossier, user: User) -> None:
    """What is no paper: the ranking's page, uploads, the tờ trình that is yet to be written."""
    bloc, period = rows.nomination.bloc, rows.nomination.period
    for part in found:
        if part.code == "scores" and rows.is_ranked and rows.by_rank:
            at = [bloc.province.slug, bloc.slug, period.slug]
            part.url = reverse("assessments:ranking", args=at)
        elif part.code == "proposal" and rows.proposal is None:
            at = [bloc.province.slug, bloc.slug]
            url = f"{reverse('awards:nominations', args=at)}?ky={period.slug}"
            part.lacks = [Lack(_("Chưa lập tờ trình."), url)]
        elif part.code == "confirmation":
            part.uploads = [row for row in rows.files if row.kind != Kind.OTHER]
            part.says = "; ".join(rows.conclusions) if sees_holds(rows.nomination, user) else ""
        elif part.code == "other":
            part.uploads = [row for row in rows.files if row.kind == Kind.OTHER]


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


def asked_of(nomination: Nomination, user: User) -> dict[str, Any]:
    """The last supplement that the department asked for, while it waits: items (part, reason), the
    day, the note; empty otherwise."""
    if nomination.state != Nomination.State.SUPPLEMENT:
        return {"items": [], "due": None, "note": ""}
    rows = Review.objects.visible_to(user).filter(
        nomination=nomination, verdict=Review.Verdict.SUPPLEMENT, state=Review.State.APPROVED
    )
    last = rows.order_by("-pk").first()
    if last is None:
        return {"items": [], "due": nomination.supplement_due, "note": ""}
    return {"items": last.items, "due": last.due, "note": last.note, "at": last.answered_at}


def is_editable(nomination: Nomination) -> bool:
    """Whether files may come and go: while the bloc works on it, or a supplement is asked for."""
    return nomination.state in OPEN


def removable_since(nomination: Nomination) -> datetime | None:
    """From when on files may still be taken out: what has gone to the department stays, what came
    after it asked for a supplement may go. None while nothing was sent."""
    if nomination.submitted_at is None:
        return None
    rows = Review.objects.filter(
        nomination=nomination, verdict=Review.Verdict.SUPPLEMENT, state=Review.State.APPROVED
    )
    last = rows.order_by("-pk").values_list("answered_at", flat=True).first()
    return last or nomination.submitted_at


def added_since_asked(nomination: Nomination) -> list[str]:
    """Titles of the files, and the report, that came in since the department asked."""
    asked = removable_since(nomination)
    if asked is None:
        return []
    files = DossierFile.objects.filter(nomination=nomination, at__gte=asked)
    reports = Document.objects.filter(achievement__nomination=nomination, approved_at__gte=asked)
    return [*files.values_list("title", flat=True), *(str(row) for row in reports)]
