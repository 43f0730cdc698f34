"""Checking how a bloc votes and proposes for awards."""

import re
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from awards.models import Award
from meetings.models import Ballot
from units.forms import CleanTextMixin
from units.forms.fields import VietnameseDateField
from units.models import AwardSettings, User

MOST_AWARDS = 6
PLAIN = (
    "rounding", "one_achievement_one_award", "needs_ballot", "is_secret", "base", "allows_self",
    "most_rounds", "inheritance",
)  # fmt: skip
THRESHOLDS = {
    ">1/2": _("Quá nửa (trên 50%)"),
    "1/2": _("Từ một nửa trở lên (50%)"),
    "2/3": _("Từ 2/3 trở lên"),
    "3/4": _("Từ 3/4 trở lên"),
    "4/5": _("Từ 80% trở lên"),
    "9/10": _("Từ 90% trở lên"),
}


class ShareField(forms.CharField):
    """A fraction above 0 and up to 1; `50%` is taken too."""

    def clean(self, value: Any) -> Any:
        """As `above/below`, empty where nothing was typed."""
        text = super().clean(value)
        if not text:
            return ""
        found = re.fullmatch(r"(\d{1,3})\s*(?:/\s*(\d{1,3})|%)", text.strip(), re.ASCII)
        above, below = (int(found[1]), int(found[2] or 100)) if found else (0, 0)
        if not found or not below or not 0 < Fraction(above, below) <= 1:
            raise ValidationError(_("Hãy gõ phân số hoặc phần trăm, ví dụ 1/2 hoặc 50%."))
        return str(Fraction(above, below))


class AwardRulesForm(CleanTextMixin, forms.Form):
    """All rules in the words of the bloc's regulation; quotas are lines in the order of award."""

    rounding = forms.ChoiceField(
        label=_("Tỷ lệ không ra số nguyên thì"),
        choices=[
            ("down", _("Làm tròn xuống")),
            ("up", _("Làm tròn lên")),
            ("half", _("Từ 0,5 trở lên làm tròn lên, dưới 0,5 làm tròn xuống")),
        ],
    )
    one_achievement_one_award = forms.BooleanField(
        label=_("Một thành tích chỉ đề nghị một danh hiệu hoặc hình thức"),
        required=False,
        help_text=_("Đơn vị đã được đề nghị ở dòng trên không xét ở các dòng dưới."),
    )
    needs_ballot = forms.BooleanField(
        label=_("Phải bỏ phiếu tại hội nghị tổng kết"),
        required=False,
        help_text=_("Không chọn: đề nghị theo xếp hạng, không cần phiếu."),
    )
    is_secret = forms.BooleanField(label=_("Bỏ phiếu kín"), required=False)
    base = forms.ChoiceField(label=_("Tỷ lệ phiếu tính trên"), choices=Ballot.Base.choices)
    rule = forms.ChoiceField(label=_("Số phiếu cần đạt"), choices=list(THRESHOLDS.items()))
    allows_self = forms.BooleanField(label=_("Đơn vị được bỏ phiếu cho chính mình"), required=False)
    most_rounds = forms.IntegerField(label=_("Số vòng bỏ phiếu tối đa"), min_value=1, max_value=9)
    inheritance = forms.ChoiceField(
        label=_("Khen thưởng của đơn vị trước khi hợp nhất, sáp nhập"),
        choices=[
            ("manual_with_document", _("Chỉ kế thừa khi có văn bản cho phép")),
            ("inherit_if_all_predecessors", _("Kế thừa khi mọi đơn vị cũ cùng được khen thưởng")),
            ("inherit_best", _("Kế thừa khen thưởng của từng đơn vị cũ")),
            ("none", _("Không kế thừa")),
        ],
    )
    starts = VietnameseDateField(
        label=_("Áp dụng từ ngày"),
        help_text=_("Kỳ kết thúc trước ngày này và cuộc bỏ phiếu đã mở giữ quy định cũ."),
    )

    def __init__(self, *args: Any, now: AwardSettings, user: User, **kwargs: Any) -> None:
        self.base_fields = self.base_fields | _quota_fields(user)
        kwargs["initial"] = _start(now) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        code = kwargs["initial"]["rule"]
        if code not in THRESHOLDS:
            self.fields["rule"].choices = [(code, code), *THRESHOLDS.items()]

    def quota_rows(self) -> list[list[Any]]:
        """The bound fields of each line: award, fixed number, share, years of pause."""
        names = ("award", "fixed", "share", "pause")
        return [[self[f"{name}_{n}"] for name in names] for n in range(1, MOST_AWARDS + 1)]

    def clean(self) -> dict[str, Any]:
        """A line with a number but no award is told at the award."""
        given: dict[str, Any] = super().clean() or {}
        for n in range(1, MOST_AWARDS + 1):
            is_said = any(given.get(f"{name}_{n}") for name in ("fixed", "share", "pause"))
            if is_said and not given.get(f"award_{n}"):
                self.add_error(f"award_{n}", _("Hãy chọn danh hiệu, hình thức của dòng này."))
        return given

    def values(self) -> dict[str, Any]:
        """As the action takes them; `starts` goes beside."""
        given = self.cleaned_data
        lines = [
            (given[f"award_{n}"], given[f"fixed_{n}"] or 0, given[f"share_{n}"])
            for n in range(1, MOST_AWARDS + 1)
            if given[f"award_{n}"]
        ]
        rule = {
            "threshold": given["rule"].lstrip(">"),
            "is_above": given["rule"].startswith(">"),
        }
        pauses = [
            (given[f"award_{n}"], given[f"pause_{n}"])
            for n in range(1, MOST_AWARDS + 1)
            if given[f"award_{n}"] and given[f"pause_{n}"]
        ]
        rows = {"quotas": tuple(lines), "pauses": tuple(pauses)}
        return {name: given[name] for name in PLAIN} | rule | rows


def _quota_fields(user: User) -> dict[str, forms.Field]:
    rows = list(Award.objects.visible_to(user))
    groups = [
        (kind.label, [(row.code, row.name) for row in rows if row.kind == kind])
        for kind in Award.Kind
    ]
    found: dict[str, forms.Field] = {}
    for n in range(1, MOST_AWARDS + 1):
        words = {"n": n}
        found[f"award_{n}"] = forms.ChoiceField(
            label=_("Dòng %(n)d: danh hiệu, hình thức") % words,
            required=False,
            choices=[("", "---------"), *groups],
        )
        found[f"fixed_{n}"] = forms.IntegerField(
            label=_("Dòng %(n)d: số lượng") % words, required=False, min_value=0, max_value=99
        )
        found[f"share_{n}"] = ShareField(
            label=_("Dòng %(n)d: tỷ lệ") % words, required=False, max_length=7
        )
        found[f"pause_{n}"] = forms.IntegerField(
            label=_("Dòng %(n)d: năm chưa đề nghị lại") % words,
            required=False,
            min_value=0,
            max_value=9,
        )
    return found


def _start(now: AwardSettings) -> dict[str, Any]:
    """The rules as the form shows them."""
    start: dict[str, Any] = {name: getattr(now, name) for name in PLAIN}
    start["rule"] = f">{now.threshold}" if now.is_above else now.threshold
    for n, (code, fixed, share) in enumerate(now.quotas[:MOST_AWARDS], start=1):
        start |= {f"award_{n}": code, f"fixed_{n}": fixed or None, f"share_{n}": share}
        start[f"pause_{n}"] = dict(now.pauses).get(code)
    return start
