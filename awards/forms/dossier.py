"""Checking what is typed or uploaded for a dossier."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.evidence import FileForm
from awards.models import Achievement, DossierFile
from awards.queries.achievement import PROSE
from meetings.forms.fields import not_too_long, rows
from units.forms import CleanTextMixin


class AchievementForm(CleanTextMixin, forms.ModelForm):
    """The unit's prose; what comes from the data is not typed here."""

    class Meta:
        """The four parts in the order of the form."""

        model = Achievement
        fields = PROSE
        widgets = {"features": rows(6), "results": rows(8), "measures": rows(6),
                   "party_work": rows(5)}  # fmt: skip
        help_texts = {
            "features": _(
                "Thành lập, tổ chức bộ máy, chức năng, nhiệm vụ được giao. Số lượng lao động lấy từ"
                " số liệu của đơn vị. Mỗi dòng là một đoạn."
            ),
            "results": _(
                "So sánh với năm trước theo từng chỉ tiêu. Điểm, hạng, chỉ tiêu đăng ký in tự động."
            ),
            "measures": _("Biện pháp tổ chức thực hiện, sáng kiến, cách làm hay."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.validators.append(not_too_long)


class DossierFileForm(CleanTextMixin, FileForm):
    """One file, what it proves and what to call it; what it is says its content."""

    kind = forms.ChoiceField(label=_("Loại"), choices=DossierFile.Kind)
    title = forms.CharField(
        label=_("Tên tài liệu"),
        max_length=300,
        required=False,
        help_text=_("Số, ngày, cơ quan ban hành, nội dung. Để trống thì dùng tên tệp."),
    )
    field_order = ["kind", "title", "file"]


class NoteForm(CleanTextMixin, forms.Form):
    """What was added to the dossier."""

    note = forms.CharField(
        label=_("Nội dung đã bổ sung"), max_length=2000, widget=forms.Textarea({"rows": 3})
    )
