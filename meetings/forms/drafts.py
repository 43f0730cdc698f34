"""Checking what is typed on drafts of papers: report, supplement, comments, reasons."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.models import Document
from meetings.forms.fields import not_too_long, rows
from meetings.models import Minutes, ReportSection
from units.forms import CleanTextMixin


class SectionForm(CleanTextMixin, forms.ModelForm):
    """One part of the report."""

    class Meta:
        """The words of the part."""

        model = ReportSection
        fields = ("body",)
        widgets = {"body": rows(5)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].validators.append(not_too_long)


class SupplementForm(CleanTextMixin, forms.ModelForm):
    """The words of a supplementary paper."""

    class Meta:
        """The words."""

        model = Minutes
        fields = ("supplement",)
        widgets = {"supplement": rows(10)}
        help_texts = {"supplement": _("Mỗi dòng là một đoạn trong biên bản bổ sung.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supplement"].validators.append(not_too_long)


class ReasonForm(CleanTextMixin, forms.Form):
    """Why a draft goes back."""

    reason = forms.CharField(label=_("Lý do trả lại"), max_length=1000, widget=rows(3))


class CommentForm(CleanTextMixin, forms.Form):
    """What a unit says."""

    text = forms.CharField(label=_("Ý kiến của đơn vị"), max_length=4000, widget=rows(3))


class AnswerForm(CleanTextMixin, forms.Form):
    """What the desk answers."""

    text = forms.CharField(label=_("Tiếp thu, giải trình"), max_length=4000, widget=rows(2))


class CorrectForm(CleanTextMixin, forms.Form):
    """How and why an approved paper is corrected."""

    relation = forms.ChoiceField(
        label=_("Cách xử lý"),
        choices=[
            (Document.Relation.SUPPLEMENTS, _("Bổ sung: giữ văn bản cũ, thêm nội dung")),
            (Document.Relation.REPLACES, _("Thay thế: lập lại toàn bộ văn bản")),
        ],
    )
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=1000,
        widget=rows(3),
        help_text=_("Lý do in trên văn bản mới."),
    )
