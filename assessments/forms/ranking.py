"""Checking what is asked of the scoreboard and typed into the checklist."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models import Evidence
from assessments.queries.checklist import Line
from units.forms import CleanTextMixin

YES, NO, OPEN = "co", "khong", ""


class SortForm(CleanTextMixin, forms.Form):
    """By which column the board is sorted, and which way; anything else is the order of ranks."""

    xep = forms.CharField(required=False, max_length=40)
    giam = forms.CharField(required=False, max_length=1)


class ConditionForm(CleanTextMixin, forms.Form):
    """One condition of the checklist for one unit."""

    is_met = forms.ChoiceField(
        label=_("Kết luận"),
        required=False,
        choices=[(OPEN, _("Chưa xét")), (NO, _("Không vi phạm")), (YES, _("Vi phạm, không xét"))],
        error_messages={"invalid_choice": _("Hãy chọn một kết luận trong danh sách.")},
    )
    ground = forms.CharField(
        label=_("Căn cứ"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Văn bản nào, ngày nào, kết luận gì. Bắt buộc khi vi phạm."),
    )
    evidence = forms.ModelChoiceField(
        label=_("Minh chứng của đơn vị"),
        required=False,
        queryset=Evidence.objects.none(),
        empty_label=_("Không dẫn minh chứng"),
        error_messages={"invalid_choice": _("Minh chứng này không có trong hồ sơ của đơn vị.")},
    )
    mark = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def __init__(self, *args: Any, line: Line, proof: Any, **kwargs: Any) -> None:
        row = line.row
        kwargs["initial"] = {
            "is_met": {True: YES, False: NO, None: OPEN}[line.is_met],
            "ground": row.ground if row else "",
            "evidence": row.evidence_id if row else None,
            "mark": line.mark,
        }
        super().__init__(*args, prefix=line.code, **kwargs)
        self.line = line
        self.fields["evidence"].queryset = proof

    def clean(self) -> dict[str, Any]:
        """A condition that is met needs its ground."""
        given = super().clean() or {}
        if given.get("is_met") == YES and not given.get("ground"):
            self.add_error("ground", _("Hãy ghi căn cứ: văn bản nào, ngày nào, kết luận gì."))
        return given

    @property
    def decision(self) -> bool | None:
        """The answer as stored."""
        return {YES: True, NO: False}.get(self.cleaned_data["is_met"])

    @property
    def differs(self) -> bool:
        """Whether something else was chosen than what the page showed."""
        return bool(set(self.changed_data) - {"mark"})

    @property
    def is_stale(self) -> bool:
        """Whether somebody else decided since the page was made."""
        return self.cleaned_data["mark"] != self.line.mark
