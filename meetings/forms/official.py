"""Checking what is typed on papers made from data."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from emulation_bloc.lib import vietnamese
from meetings.forms.fields import LONGEST_TEXT, not_too_long, rows
from meetings.models import OfficialPaper
from meetings.queries.official import PROSE, usual_prose
from meetings.queries.official.reminder import before_of
from units.forms import CleanTextMixin, VietnameseDateField


class PaperForm(CleanTextMixin, forms.ModelForm):
    """The prose of a paper. A box that was never typed into shows the usual words; as long as they
    stand there unchanged nothing is stored, so that they keep following the data."""

    before = VietnameseDateField(label=_("Đề nghị hoàn thành trước ngày"), required=False)

    class Meta:
        """The prose; what comes from the data is not typed here."""

        model = OfficialPaper
        fields = PROSE
        widgets = {
            "subject": rows(2),
            "opening": rows(4),
            "closing": rows(4),
            "addressees": rows(4),
            "recipients": rows(4),
        }
        help_texts = {
            "addressees": _("Mỗi dòng một nơi nhận chính."),
            "recipients": _("Mỗi dòng một nơi nhận; dòng cuối là nơi lưu."),
        }

    def __init__(self, *args: Any, instance: OfficialPaper, **kwargs: Any) -> None:
        self.usual = usual_prose(instance)
        is_reminder = instance.document.kind == "reminder"
        shown = {name: getattr(instance, name) or getattr(self.usual, name) for name in PROSE}
        if is_reminder:
            shown["before"] = before_of(instance)
        super().__init__(*args, instance=instance, initial=shown, **kwargs)
        if not is_reminder:
            del self.fields["before"]
        if not shown["addressees"]:
            del self.fields["addressees"]  # a paper of this kind is addressed to nobody by name
        if instance.document.kind == "invitation":
            self.fields["addressees"].label = _("Kính mời")
            self.fields["addressees"].help_text = _("Mỗi dòng một đại biểu hoặc nhóm đại biểu.")
        if instance.document.kind == "plan":
            self._name_parts_of_a_plan()
        for name in self.prose[1:]:
            self.fields[name].validators.append(not_too_long)

    @property
    def prose(self) -> list[str]:
        """The boxes that this kind has."""
        return [name for name in PROSE if name in self.fields]

    def _name_parts_of_a_plan(self) -> None:
        """Its prose stands under headings of its own."""
        self.fields["opening"].label = _("Mục đích, yêu cầu")
        self.fields["opening"].help_text = _(
            "Mỗi dòng một ý. Dòng bắt đầu bằng “Căn cứ” in ở đầu kế hoạch, không đánh số."
        )
        self.fields["closing"].label = _("Tổ chức thực hiện")
        self.fields["closing"].help_text = _("Mỗi dòng một ý.")

    def usual_fields(self) -> list[tuple[str, str]]:
        """The usual words as the page showed them: it sends them back, to tell typed from shown."""
        return [(f"usual_{name}", getattr(self.usual, name)) for name in self.prose]

    def clean(self) -> dict[str, Any]:
        """Words that are the usual ones, now or when the page was made, are none of one's own."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.prose:
            served = vietnamese.clean(self.data.get(f"usual_{name}", "")[:LONGEST_TEXT])
            if given.get(name) in {served, getattr(self.usual, name)}:
                given[name] = ""
        return given

    def values(self) -> dict[str, Any]:
        """What `save_paper` keeps."""
        kept = {name: self.cleaned_data[name] for name in self.prose}
        if "before" in self.fields:
            day = self.cleaned_data["before"]
            kept["details"] = self.instance.details | {"before": day.isoformat() if day else None}
        return kept

    def stored_text(self, name: str) -> str:
        """A stored value as the screen shows it, for putting two texts side by side."""
        if name == "before":
            day = before_of(self.instance)
            return f"{day:%d/%m/%Y}" if day else ""
        return getattr(self.instance, name) or str(getattr(self.usual, name))
