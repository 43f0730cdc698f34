"""What ballots and nominations want of a person, as parts of the one query of what waits."""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from awards.models import Nomination, Review
from awards.queries.achievement import OPEN
from awards.queries.review import STAGE
from documents.models import Document
from emulation_bloc.queries.duty import Duty
from emulation_bloc.queries.waiting_rows import Row, duty, part, where
from meetings.models import Ballot, BallotTeller, BallotVoter
from units.models import User

State = Nomination.State


def award_parts(user: User) -> list[QuerySet[Any] | None]:
    """Votes to cast and to count; the bloc's list and its supplements; the department's heaps."""
    return [*_ballots(user), *_reports(user), *_in_bloc(user), *_at_department(user)]


def _ballots(user: User) -> list[QuerySet[Any]]:
    """An open ballot in which one casts a unit's vote; a closed one that one counts."""
    told = {
        "pk": "ballot_id",
        "title": "ballot__question",
        "period": "ballot__meeting__period__slug",
        "within": "ballot__meeting_id",
    }
    mine = BallotVoter.objects.filter(
        user=user.pk, way=BallotVoter.Way.PHONE, has_voted=False, ballot__state=Ballot.State.OPEN
    )
    counts = BallotTeller.objects.filter(user=user.pk, ballot__state=Ballot.State.CLOSED)
    confirms = BallotTeller.objects.filter(
        user=user.pk, approved_at__isnull=True, ballot__tally__state=Document.State.SUBMITTED
    )
    kinds = (("vote", mine), ("count", counts), ("tally", confirms))
    return [part(kind, rows, **told) for kind, rows in kinds]


def _reports(user: User) -> list[QuerySet[Any]]:
    """The achievement reports of the own unit: to write, for its leader to approve, to sign."""
    rights = user.rights
    if not rights.units:
        return []
    rows = Nomination.objects.filter(unit__in=rights.units, state__in=OPEN)
    unwritten = Q(achievement__isnull=True) | Q(achievement__document__state="draft")
    written = Q(achievement__document__state="submitted", unit__in=rights.leader_of)
    approved = Q(achievement__document__state="approved")
    kinds = (("report", unwritten), ("report_approve", written), ("report_sign", approved))
    return [part(kind, rows.filter(of_kind), title="award__name") for kind, of_kind in kinds]


def _in_bloc(user: User) -> list[QuerySet[Any]]:
    """For secretary and head: the list to make once a ballot is counted, what was sent back."""
    desk = user.rights.secretary_of | user.rights.head_of
    if not desk:
        return []
    counted = Ballot.objects.filter(
        bloc__in=desk, kind=Ballot.Kind.AWARD, state=Ballot.State.COUNTED
    )
    listed = Nomination.objects.filter(
        period=OuterRef("meeting__period"), source=Nomination.Source.RANK
    )
    lacking = Nomination.objects.filter(bloc__in=desk, state=State.SUPPLEMENT)
    return [
        part(
            "propose", counted.exclude(Exists(listed)), pk="", title="meeting__period__name"
        ).distinct(),
        part("supplement", lacking, title="unit_name", due=F("supplement_due")),
    ]


def _at_department(user: User) -> list[QuerySet[Any]]:
    """For the department, a row for each bloc and heap: what a specialist does, what a leader."""
    rights = user.rights
    if not rights.reviewer_of:
        return []
    rows = Nomination.objects.filter(
        Q(bloc__province__in=rights.reviewer_of) & ~Q(bloc__in=rights.member_blocs)
    )
    prepared = Review.objects.filter(nomination=OuterRef("pk"), state=Review.State.PREPARED)
    appraisable = rows.filter(state__in=(State.RECEIVED, State.SUPPLEMENTED))
    waiting = Review.objects.filter(
        state=Review.State.PREPARED,
        bloc__province__in=rights.review_leader_of,
        nomination__in=rows.values("pk"),
    )
    led = rows.filter(bloc__province__in=rights.review_leader_of)
    heaps = ("hoi-dong", "trinh", "thong-bao", "trao") if rights.review_leader_of else ()
    return [
        *(part(heap, led.filter(state__in=STAGE[heap].states), pk="").distinct() for heap in heaps),
        part("receive", rows.filter(state=State.SUBMITTED), pk="").distinct(),
        part("appraise", appraisable.exclude(Exists(prepared)), pk="").distinct(),
        part("approve_review", waiting, pk="").distinct(),
    ]


def _heap(title: Any, heap: str, button: Any, icon: str) -> Callable[[Row], Duty]:
    """A duty whose page is a heap of the department's desk, of one bloc."""

    def make(row: Row) -> Duty:
        desk = reverse("awards:review_desk", args=[row.province_slug])
        url = f"{desk}?buoc={heap}&khoi={row.bloc_slug}"
        return Duty(str(title), where(row), url, str(button), icon, row.due)

    return make


AWARD_WORDS: dict[str, Callable[[Row], Duty]] = {
    "vote": duty(_("Bỏ phiếu của đơn vị"), "meetings:vote", _("Bỏ phiếu"), "checklist"),
    "count": duty(_("Kiểm phiếu"), "meetings:ballot", _("Kiểm phiếu"), "list-check"),
    "tally": duty(
        _("Xác nhận biên bản kiểm phiếu"), "meetings:tally", _("Đọc, xác nhận"), "user-check"
    ),
    "report": duty(
        _("Soạn báo cáo thành tích"), "awards:achievement", _("Soạn báo cáo"), "file-text"
    ),
    "report_approve": duty(
        _("Duyệt báo cáo thành tích"), "awards:achievement", _("Đọc, duyệt"), "rubber-stamp"
    ),
    "report_sign": duty(
        _("Ghi số, ký báo cáo thành tích"), "awards:achievement", _("Ghi số"), "signature"
    ),
    "propose": duty(
        _("Lập danh sách đề nghị khen thưởng"), "awards:nominations", _("Lập danh sách"), "trophy"
    ),
    "supplement": duty(
        _("Bổ sung hồ sơ đề nghị khen thưởng"),
        "awards:dossier",
        _("Xem, bổ sung"),
        "arrow-back-up",
    ),
    "hoi-dong": _heap(_("Ghi kết quả Hội đồng"), "hoi-dong", _("Ghi kết quả"), "users-group"),
    "trinh": _heap(
        _("Ghi bước trình, quyết định khen thưởng"), "trinh", _("Xem, ghi"), "file-text"
    ),
    "thong-bao": _heap(_("Ghi đã thông báo khen thưởng"), "thong-bao", _("Xem, ghi"), "mail"),
    "trao": _heap(_("Ghi đã trao khen thưởng"), "trao", _("Xem, ghi"), "award"),
    "receive": _heap(
        _("Tiếp nhận hồ sơ đề nghị khen thưởng"), "tiep-nhan", _("Tiếp nhận"), "inbox"
    ),
    "appraise": _heap(
        _("Thẩm định hồ sơ đề nghị khen thưởng"), "tham-dinh", _("Thẩm định"), "clipboard-check"
    ),
    "approve_review": _heap(
        _("Duyệt ý kiến thẩm định"), "lanh-dao", _("Xem, duyệt"), "rubber-stamp"
    ),
}
