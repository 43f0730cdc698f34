"""Checking how a bloc meets."""

import re
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from emulation_bloc.lib import vietnamese
from units.forms.fields import CleanTextMixin, VietnameseDateField
from units.models import MeetingSettings

Agenda = tuple[tuple[str, int], ...]

# The kinds of meeting live a floor above; a test compares these codes with them.
KINDS = {
    "pact_signing": _("Hội nghị ký giao ước thi đua"),
    "half_year_review": _("Hội nghị sơ kết"),
    "year_end_review": _("Hội nghị tổng kết"),
    "extraordinary": _("Hội nghị bất thường"),
}
QUORUMS = {
    "1/2": _("Từ một nửa (1/2) số đơn vị trở lên"),
    "2/3": _("Từ 2/3 số đơn vị trở lên"),
    "3/4": _("Từ 3/4 số đơn vị trở lên"),
}
OTHER = "other"
MOST_LINES, MOST_MINUTES = 40, 480


class AgendaField(forms.CharField):
    """A line for each item: words, a stroke, minutes. Empty: the usual agenda of the kind."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 6})
        super().__init__(required=False, max_length=6000, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Stored rows as lines."""
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(f"{title} | {minutes}" for title, minutes in value)

    def clean(self, value: Any) -> Any:
        """Rows of (words, minutes); an error names its line."""
        lines = vietnamese.paragraphs(super().clean(value))
        if len(lines) > MOST_LINES:
            raise ValidationError(_("Tối đa %d dòng.") % MOST_LINES)
        return tuple(_item(place, line) for place, line in enumerate(lines, start=1))


class MeetingRulesForm(CleanTextMixin, forms.Form):
    """All rules of meeting of a bloc, in the words of its regulation."""

    quorum_choice = forms.ChoiceField(
        label=_("Số đơn vị có mặt để họp, biểu quyết"),
        choices=[*QUORUMS.items(), (OTHER, _("Tỷ lệ khác"))],
    )
    quorum_other = forms.CharField(
        label=_("Tỷ lệ khác"),
        required=False,
        max_length=7,
        help_text=_("Gõ phân số, ví dụ 4/5. Chỉ dùng khi chọn “Tỷ lệ khác”."),
    )
    counts_stand_ins = forms.BooleanField(
        label=_("Người dự thay có giấy ủy quyền được tính là có mặt"), required=False
    )
    half_year_needs_quorum = forms.BooleanField(
        label=_("Hội nghị sơ kết cũng phải đủ số đơn vị"),
        required=False,
        help_text=_("Không chọn: chỉ hội nghị có bình xét, bỏ phiếu mới cần đủ."),
    )
    notice_days = forms.IntegerField(
        label=_("Ra thông báo kết luận sau hội nghị chậm nhất (ngày)"), min_value=1, max_value=60
    )
    confirms_minutes = forms.BooleanField(
        label=_("Gửi dự thảo biên bản để các đơn vị xác nhận trước khi duyệt"),
        required=False,
        help_text=_("Không chọn: biên bản đọc, thông qua ngay tại hội nghị."),
    )
    confirm_days = forms.IntegerField(
        label=_("Thời gian xác nhận (ngày)"), min_value=1, max_value=30
    )
    silence = forms.ChoiceField(
        label=_("Hết hạn mà đơn vị không trả lời"),
        choices=[
            ("agrees", _("Coi là thống nhất với dự thảo")),
            ("open", _("Ghi là chưa có ý kiến")),
        ],
    )
    starts = VietnameseDateField(
        label=_("Áp dụng từ ngày"),
        help_text=_("Hội nghị họp trước ngày này giữ quy định cũ."),
    )

    agenda_pact_signing = AgendaField(label=KINDS["pact_signing"])
    agenda_half_year_review = AgendaField(label=KINDS["half_year_review"])
    agenda_year_end_review = AgendaField(label=KINDS["year_end_review"])
    agenda_extraordinary = AgendaField(label=KINDS["extraordinary"])

    def __init__(self, *args: Any, now: MeetingSettings, **kwargs: Any) -> None:
        self.now = now
        kwargs["initial"] = _start(now) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """The fraction that was chosen or typed."""
        given: dict[str, Any] = super().clean() or {}
        choice = given.get("quorum_choice")
        if choice == OTHER and "quorum_other" in given:
            try:
                given["quorum"] = _fraction(given["quorum_other"])
            except ValidationError as error:
                self.add_error("quorum_other", error)
        elif choice:
            given["quorum"] = choice
        return given

    def values(self) -> dict[str, Any]:
        """As the action takes them; `starts` goes beside."""
        names = set(MeetingSettings.__dataclass_fields__)
        chosen = {name: value for name, value in self.cleaned_data.items() if name in names}
        agendas = [(kind, self.cleaned_data[f"agenda_{kind}"]) for kind in KINDS]
        return chosen | {"agendas": tuple((kind, rows) for kind, rows in agendas if rows)}


def _item(place: int, line: str) -> tuple[str, int]:
    title, stroke, minutes = (part.strip() for part in line.rpartition("|"))
    if not stroke or not title:
        raise ValidationError(
            _("Dòng %d chưa đúng. Hãy viết: nội dung | số phút, ví dụ: Khai mạc | 10.") % place
        )
    if len(title) > 300:
        raise ValidationError(_("Dòng %d dài hơn 300 ký tự. Hãy rút gọn.") % place)
    if not (re.fullmatch(r"\d{1,3}", minutes, re.ASCII) and 1 <= int(minutes) <= MOST_MINUTES):
        raise ValidationError(
            _("Dòng %(n)d: số phút phải là số từ 1 đến %(most)d.")
            % {"n": place, "most": MOST_MINUTES}
        )
    return title, int(minutes)


def _fraction(text: str) -> str:
    found = re.fullmatch(r"\s*(\d{1,3})\s*/\s*(\d{1,3})\s*", text, re.ASCII)
    above, below = (int(part) for part in found.groups()) if found else (0, 0)
    if not found or not below or not 0 < Fraction(above, below) <= 1:
        raise ValidationError(_("Hãy gõ phân số lớn hơn 0 và không quá 1, ví dụ 4/5."))
    return f"{above}/{below}"


def _start(now: MeetingSettings) -> dict[str, Any]:
    """The rules as the form shows them."""
    start: dict[str, Any] = {
        name: getattr(now, name)
        for name in MeetingRulesForm.base_fields
        if name in MeetingSettings.__dataclass_fields__
    }
    is_listed = now.quorum in QUORUMS
    start["quorum_choice"] = now.quorum if is_listed else OTHER
    start["quorum_other"] = "" if is_listed else now.quorum
    rows = dict(now.agendas)
    return start | {f"agenda_{kind}": rows.get(kind, ()) for kind in KINDS}
