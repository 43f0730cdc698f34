"""The one table of kinds of papers: symbol, approver, audience, form (design/documents.md)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Audience(models.TextChoices):
    """Who reads a paper once it is approved; set at approval."""

    UNIT = "unit", _("Đơn vị")
    DESK = "desk", _("Ban chỉ đạo khối")
    BLOC = "bloc", _("Toàn khối")
    PROVINCE = "province", _("Toàn tỉnh")


class Approver(StrEnum):
    """Who approves a kind."""

    CHAIR = "chair"
    HEAD = "head"
    # Two heads confirm, each in turn; the second confirmation approves the paper.
    BOTH_HEADS = "both_heads"
    # The tellers confirm, each in turn; the last confirmation approves the paper.
    TELLERS = "tellers"
    # A unit's own paper: its leader.
    UNIT_LEADER = "unit_leader"


@dataclass(frozen=True)
class PaperKind:
    """One kind of paper."""

    code: str
    name: "StrOrPromise"
    type_name: str
    symbol: str
    approver: Approver
    audience: Audience
    form: str


MINUTES = PaperKind(
    "minutes",
    _("Biên bản hội nghị"),
    "BIÊN BẢN",
    "BB",
    Approver.CHAIR,
    Audience.PROVINCE,
    "minutes",
)
REVIEW_REPORT = PaperKind(
    "review_report",
    _("Báo cáo sơ kết, tổng kết"),
    "BÁO CÁO",
    "BC",
    Approver.HEAD,
    Audience.PROVINCE,
    "named",
)

PLAN = PaperKind(
    "plan",
    _("Kế hoạch hoạt động của Khối"),
    "KẾ HOẠCH",
    "KH",
    Approver.HEAD,
    Audience.PROVINCE,
    "named",
)
PACT = PaperKind(
    "pact",
    _("Giao ước thi đua"),
    "BẢN GIAO ƯỚC THI ĐUA",
    "BGU",
    Approver.HEAD,
    Audience.PROVINCE,
    "pact",
)
INVITATION = PaperKind(
    "invitation",
    _("Giấy mời"),
    "GIẤY MỜI",
    "GM",
    Approver.HEAD,
    Audience.PROVINCE,
    "invitation",
)
NOTICE = PaperKind(
    "notice",
    _("Thông báo kết luận"),
    "THÔNG BÁO",
    "TB",
    Approver.HEAD,
    Audience.PROVINCE,
    "named",
)
# A công văn bears no name of its type; its symbol is the issuer's alone (Decree 30/2020, form 1.5).
REMINDER = PaperKind(
    "reminder",
    _("Công văn đôn đốc"),
    "",
    "",
    Approver.HEAD,
    Audience.BLOC,
    "letter",
)
HANDOVER = PaperKind(
    "handover",
    _("Biên bản bàn giao"),
    "BIÊN BẢN",
    "BB",
    Approver.BOTH_HEADS,
    Audience.BLOC,
    "minutes",
)
TALLY = PaperKind(
    "tally",
    _("Biên bản kiểm phiếu"),
    "BIÊN BẢN",
    "BB",
    Approver.TELLERS,
    Audience.PROVINCE,
    "minutes",
)
PROPOSAL = PaperKind(
    "proposal",
    _("Tờ trình đề nghị khen thưởng"),
    "TỜ TRÌNH",
    "TTr",
    Approver.HEAD,
    Audience.PROVINCE,
    "named",
)
ACHIEVEMENT = PaperKind(
    "achievement",
    _("Báo cáo thành tích"),
    "BÁO CÁO",
    "BC",
    Approver.UNIT_LEADER,
    Audience.UNIT,
    "named",
)

KINDS = {
    kind.code: kind
    for kind in (
        MINUTES,
        REVIEW_REPORT,
        PLAN,
        PACT,
        INVITATION,
        NOTICE,
        REMINDER,
        HANDOVER,
        TALLY,
        PROPOSAL,
        ACHIEVEMENT,
    )
}
# What goes to the units first of all; every other paper goes to the reviewing department.
TO_UNITS = frozenset({INVITATION.code, REMINDER.code})
# What several people have confirmed one by one: nobody draws it up anew in their place.
CONFIRMED_BY_MANY = frozenset({PACT.code, HANDOVER.code, TALLY.code})
CHOICES = [(kind.code, kind.name) for kind in KINDS.values()]


def series(symbol: str, bloc_symbol: str) -> str:
    """The symbol of a paper, which names its series of numbers: `BB-KTĐKTKT`; a công văn has the
    issuer's alone: `KTĐKTKT` (Decree 30/2020, Phụ lục III)."""
    return "-".join(part for part in (symbol, bloc_symbol) if part)
