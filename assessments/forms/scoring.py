"""Checking how a bloc scores and ranks."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assessments.forms.fields import NumberField
from assessments.formulas.columns import FINAL_RULES, PEER_METHODS
from assessments.formulas.standings import GROUP_KEY, TIE_KEYS
from emulation_bloc.lib import vietnamese
from emulation_bloc.lib.numbers import parse_decimal, plain, shown_short
from units.forms import CleanTextMixin
from units.models import ScoringSettings

STAGES = [
    ("appraisal_1", _("Thẩm định lần 1")),
    ("explanation", _("Đơn vị giải trình")),
    ("appraisal_2", _("Thẩm định lần 2")),
    ("peers", _("Các đơn vị chấm chéo")),
    ("agreement", _("Thống nhất tại hội nghị")),
    ("adjustment", _("Sở Nội vụ điều chỉnh")),
]
TIES = 5
MOST_LINES = 20
PERCENT: dict[str, Any] = {"least": Decimal(0), "most": Decimal(100)}
_LINES = forms.Textarea(attrs={"rows": 5})


class ScoringForm(CleanTextMixin, forms.Form):
    """All rules of scoring of a bloc, in the words of its regulation."""

    scores_half_year = forms.BooleanField(
        label=_("Chấm điểm cả kỳ 6 tháng"),
        required=False,
        help_text=_("Không chọn: kỳ 6 tháng chỉ nộp báo cáo, tiến độ chỉ tiêu và minh chứng."),
    )
    stages = forms.MultipleChoiceField(
        label=_("Các bước sau khi đơn vị tự chấm"),
        choices=STAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    final_rule = forms.ChoiceField(label=_("Điểm cuối cùng"), choices=FINAL_RULES)
    weight_self = NumberField(label=_("Tỷ trọng tự chấm (%)"), **PERCENT)
    weight_peers = NumberField(label=_("Tỷ trọng chấm chéo (%)"), **PERCENT)
    weight_appraisal = NumberField(
        label=_("Tỷ trọng thẩm định (%)"),
        help_text=_("Ba tỷ trọng chỉ dùng khi điểm cuối tính theo tỷ trọng, cộng lại bằng 100."),
        **PERCENT,
    )
    peer_method = forms.ChoiceField(label=_("Điểm chấm chéo lấy theo"), choices=PEER_METHODS)
    gap_limit = NumberField(
        label=_("Báo khi tự chấm lệch điểm cuối quá (%)"),
        help_text=_("So với tổng điểm; chỉ để Trưởng khối lưu ý, không đổi điểm."),
        **PERCENT,
    )
    bands = forms.CharField(
        label=_("Xếp loại"),
        required=False,
        max_length=2000,
        widget=_LINES,
        help_text=_(
            "Mỗi dòng một loại: Tên | tỷ lệ tối thiểu (%) | mức sàn từng tiêu chí (%). "
            "Ví dụ: Hoàn thành xuất sắc | 90 | 85"
        ),
    )
    disqualifiers = forms.CharField(
        label=_("Điều kiện loại trừ (không xét)"),
        required=False,
        max_length=6000,
        widget=_LINES,
        help_text=_("Mỗi dòng một điều kiện, được kiểm tra từng đơn vị trước khi chốt."),
    )
    registration_due = forms.CharField(
        label=_("Hạn đăng ký thi đua hằng năm"),
        max_length=10,
        help_text=_("Ngày/tháng, ví dụ 10/02."),
    )
    hard_days = forms.IntegerField(
        label=_("Nhận bảng tự chấm chậm tối đa (ngày)"),
        min_value=0,
        max_value=90,
        help_text=_("Sau hạn nộp; quá số ngày này hệ thống không nhận nữa."),
    )
    units_see_all = forms.BooleanField(
        label=_("Sau khi chốt, các đơn vị trong Khối xem điểm của nhau"), required=False
    )

    def __init__(self, *args: Any, groups: list[str], now: ScoringSettings, **kwargs: Any) -> None:
        self.now = now
        super().__init__(*args, initial=_start(now), **kwargs)
        for place, field in enumerate(self.tie_fields(groups), start=1):
            self.fields[f"tie_{place}"] = field

    def tie_fields(self, groups: list[str]) -> list[forms.ChoiceField]:
        """One choice for each place of the written order; groups by their code."""
        stored = [key.removeprefix(GROUP_KEY) for key in self.now.tie_order if ":" in key]
        codes = dict.fromkeys([*groups, *stored])
        by_group = [(f"{GROUP_KEY}{code}", _("Điểm nhóm %s cao hơn") % code) for code in codes]
        choices = [("", "–"), *by_group, *TIE_KEYS]
        look = forms.Select(attrs={"class": "form-select"})
        return [
            forms.ChoiceField(
                label=_("Khi bằng điểm, xét thứ %d") % place,
                choices=choices,
                required=False,
                widget=look,
                initial=self.now.tie_order[place - 1] if place <= len(self.now.tie_order) else "",
            )
            for place in range(1, max(TIES, len(self.now.tie_order)) + 1)
        ]

    def clean_bands(self) -> tuple[tuple[str, str, str], ...]:
        """Name, least rate, floor of every criterion; a floor may be left out."""
        lines = vietnamese.paragraphs(self.cleaned_data["bands"])
        if len(lines) > MOST_LINES:
            raise ValidationError(_("Tối đa %d dòng.") % MOST_LINES)
        return tuple(_band(place, line) for place, line in enumerate(lines, start=1))

    def clean_disqualifiers(self) -> tuple[tuple[str, str], ...]:
        """Code and words; words that stay keep their code, by which the checklist knows them."""
        codes = {words: code for code, words in self.now.disqualifiers}
        taken = set(codes.values())
        found = []
        for words in dict.fromkeys(vietnamese.paragraphs(self.cleaned_data["disqualifiers"])):
            if len(words) > 300:
                raise ValidationError(_("Có dòng dài hơn 300 ký tự. Hãy rút gọn."))
            code = codes.get(words) or _free_code(words, taken)
            taken.add(code)
            found.append((code, words))
        if len(found) > 2 * MOST_LINES:
            raise ValidationError(_("Tối đa %d dòng.") % (2 * MOST_LINES))
        return tuple(found)

    def clean_registration_due(self) -> str:
        """As it is stored: month-day."""
        found = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})", self.cleaned_data["registration_due"])
        try:
            day, month = (int(part) for part in found.groups()) if found else (0, 0)
            date(2021, month, day)
        except ValueError as error:
            raise ValidationError(_("Hãy gõ ngày/tháng, ví dụ 10/02.")) from error
        return f"{month:02d}-{day:02d}"

    def values(self) -> dict[str, Any]:
        """As the action takes them."""
        cleaned = {name: self.cleaned_data[name] for name in ScoringForm.base_fields}
        for name in ("weight_self", "weight_peers", "weight_appraisal", "gap_limit"):
            cleaned[name] = plain(cleaned[name])
        ties = [value for name, value in self.cleaned_data.items() if name.startswith("tie_")]
        order = tuple(dict.fromkeys(filter(None, ties)))
        return cleaned | {"stages": tuple(cleaned["stages"]), "tie_order": order}


def _start(now: ScoringSettings) -> dict[str, Any]:
    """The rules as the form shows them."""
    start = {name: getattr(now, name) for name in ScoringForm.base_fields}
    for name in ("weight_self", "weight_peers", "weight_appraisal", "gap_limit"):
        start[name] = Decimal(start[name])
    month, day = now.registration_due.split("-")
    bands = [
        f"{name} | {shown_short(Decimal(least))} | {shown_short(Decimal(floor))}"
        for name, least, floor in now.bands
    ]
    return start | {
        "stages": list(now.stages),
        "registration_due": f"{day}/{month}",
        "bands": "\n".join(bands),
        "disqualifiers": "\n".join(words for _code, words in now.disqualifiers),
    }


def _band(place: int, line: str) -> tuple[str, str, str]:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) not in {2, 3} or not parts[0] or len(parts[0]) > 100:
        raise ValidationError(
            _("Dòng %d chưa đúng. Hãy viết: Tên | tỷ lệ tối thiểu | mức sàn.") % place
        )
    numbers = []
    for text in [*parts[1:], "0"][:2]:
        try:
            number = parse_decimal(text)
        except ValueError as error:
            raise ValidationError(
                _("Dòng %(place)d: %(why)s") % {"place": place, "why": error}
            ) from error
        if not 0 <= number <= 1000:
            raise ValidationError(_("Dòng %d: tỷ lệ phải từ 0 đến 1000.") % place)
        numbers.append(plain(number))
    return parts[0], numbers[0], numbers[1]


def _free_code(words: str, taken: set[str]) -> str:
    """A code made of the words, which no other condition has."""
    base = re.sub(r"[^a-z0-9]+", "_", vietnamese.fold(words)).strip("_")[:30] or "dieu_kien"
    code, number = base, 2
    while code in taken:
        code, number = f"{base}_{number}", number + 1
    return code
