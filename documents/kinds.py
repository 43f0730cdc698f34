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

KINDS = {kind.code: kind for kind in (MINUTES, REVIEW_REPORT)}
CHOICES = [(kind.code, kind.name) for kind in KINDS.values()]
