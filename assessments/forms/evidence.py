"""Checking what is typed or uploaded as evidence."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from assessments.models import Evidence
from assessments.queries.evidence_shapes import FIELDS, size_words
from emulation_bloc.lib import clock, filetypes
from emulation_bloc.lib.files import NewFile
from units.forms import CleanTextMixin, VietnameseDateField

WORDS = {field.name: field.label for kind in ("link", "document") for field in FIELDS[kind]}


class WebField(forms.CharField):
    """An address on the web, http or https; without a scheme it is https."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": _("Hãy dán địa chỉ trang.")})
        super().__init__(max_length=500, label=WORDS["link"], **kwargs)
        self.validators.append(
            URLValidator(
                schemes=["http", "https"],
                message=_("Đường dẫn chưa đúng. Hãy dán địa chỉ trang, bắt đầu bằng https://."),
            )
        )

    def to_python(self, value: Any) -> str:
        """`hungyen.gov.vn/tin` is typed as often as the whole address."""
        text: str = super().to_python(value)
        return f"https://{text}" if text and ":" not in text.split("/", 1)[0] else text


class IssuedField(VietnameseDateField):
    """The day of a document that exists: today or before."""

    def validate(self, value: Any) -> None:
        """A wrong year is the commonest slip, and the appraiser would have to find it."""
        super().validate(value)
        if value is not None and value > clock.today():
            raise ValidationError(_("Ngày văn bản sau ngày hôm nay. Hãy kiểm tra lại năm."))


class LinkForm(CleanTextMixin, forms.Form):
    """An address, and what to call it."""

    link = WebField()
    title = forms.CharField(label=WORDS["title"], max_length=300, required=False)


_DAY = re.compile(r"(\d{1,2})\s?[/-]\s?(\d{1,2})\s?[/-]\s?(\d{4})[\s,;.]*")


def taken_apart(data: Any) -> Any:
    """“Quyết định số 12/QĐ-UBND ngày 01/3/2021 của UBND tỉnh”, pasted as papers cite each other,
    goes into the boxes that are empty."""
    sentence = " ".join(data.get("number", "")[:600].split())
    head, day, tail = sentence.partition(" ngày ")
    words, date = head.rstrip(",").split(" "), _DAY.match(tail)
    if not day or not date or "/" not in words[-1]:
        return data
    issuer, about, subject = tail[date.end() :].rstrip(".;").removeprefix("của ").partition(" về ")
    kind = " ".join(words[:-1]).removesuffix("số").strip()
    held = data.copy()
    held["number"] = words[-1]
    found = {
        "date": "/".join(date.groups()),
        "issuer": issuer.strip(" ,"),
        "title": f"{kind} về {subject}" if about else "",
    }
    for name, value in found.items():
        if value and not held.get(name):
            held[name] = value
    return held


class DocumentForm(CleanTextMixin, forms.Form):
    """A document by number, date and issuer."""

    number = forms.CharField(
        label=WORDS["number"],
        max_length=60,
        error_messages={"required": _("Hãy nhập số, ký hiệu của văn bản, ví dụ 123/QĐ-UBND.")},
    )
    date = IssuedField(
        label=WORDS["date"],
        error_messages={
            "required": _("Hãy nhập ngày văn bản, ví dụ 09/7/2021."),
            "invalid": _("Ngày chưa đúng. Hãy gõ ngày/tháng/năm, ví dụ 09/7/2021."),
        },
    )
    issuer = forms.CharField(
        label=WORDS["issuer"],
        max_length=200,
        error_messages={"required": _("Hãy nhập cơ quan ban hành.")},
    )
    title = forms.CharField(label=WORDS["title"], max_length=300, required=False)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(taken_apart(data) if data is not None else None, **kwargs)


class FileForm(forms.Form):
    """One file; what it is says its content."""

    file = forms.FileField(
        label=_("Tệp"),
        error_messages={
            "required": _("Hãy chọn tệp cần tải lên."),
            "empty": _("Tệp rỗng. Hãy kiểm tra lại tệp rồi chọn lần nữa."),
            "missing": _("Hãy chọn tệp cần tải lên."),
            "invalid": _("Không nhận được tệp. Hãy chọn lại."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit(self.fields["file"])

    def clean_file(self) -> NewFile:
        """As the action takes it; nothing above the limit is read."""
        given: UploadedFile = self.cleaned_data["file"]
        if given.size > settings.EVIDENCE_MAX_BYTES:
            raise ValidationError(too_large())
        content = given.read()
        try:
            found = filetypes.recognise(given.name, content)
        except filetypes.WrongFileError as error:
            raise ValidationError(str(error)) from None
        return NewFile(found.name, found.media_type, found.suffix, content)


def limit(field: forms.Field) -> None:
    """Say what may be sent, to the person and to the browser: a server that refuses a large file
    may cut the line before its answer is read."""
    most = settings.EVIDENCE_MAX_BYTES
    field.help_text = _("PDF, Word, Excel, PowerPoint, ảnh JPG, PNG; đến %s.") % size_words(most)
    field.widget.attrs |= {
        "accept": ",".join(filetypes.ACCEPTED),
        "data-most": most,
        "data-too-large": too_large(),
    }


def too_large() -> str:
    """What is said of a file above the limit."""
    most = size_words(settings.EVIDENCE_MAX_BYTES)
    return str(
        _(
            "Tệp lớn hơn %(most)s. Hãy quét ở độ phân giải thấp hơn, chia nhỏ, hoặc dẫn chiếu văn"
            " bản theo số, ngày, cơ quan ban hành."
        )
        % {"most": most}
    )


class EditForm(CleanTextMixin, forms.ModelForm):
    """What may be corrected later; a file's bytes never change."""

    date = IssuedField(label=WORDS["date"], required=False)
    link = WebField()
    valid_until = VietnameseDateField(
        label=_("Có giá trị đến"),
        required=False,
        help_text=_("Sau ngày này không mang sang kỳ sau. Để trống nếu không có thời hạn."),
    )

    class Meta:
        model = Evidence
        fields = ("title", "number", "date", "issuer", "link", "valid_until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.instance.kind
        dropped = {
            Evidence.Kind.FILE: ("number", "date", "issuer", "link"),
            Evidence.Kind.LINK: ("number", "date", "issuer"),
            Evidence.Kind.DOCUMENT: ("link",),
        }[kind]
        for name in dropped:
            del self.fields[name]
        if kind == Evidence.Kind.DOCUMENT:
            for name in ("number", "date", "issuer"):
                self.fields[name].required = True
