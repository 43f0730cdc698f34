"""The shapes of the evidence pane: what its template is given, word for word."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext_lazy

SHOWN_IN_PLACE = {"application/pdf", "image/jpeg", "image/png"}
PICTURES = {"image/jpeg", "image/png"}
# Media type → (word on screen, icon).
LOOKS = {
    "application/pdf": (gettext_lazy("PDF"), "file-type-pdf"),
    "application/msword": (gettext_lazy("Word"), "file-type-docx"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (
        gettext_lazy("Word"),
        "file-type-docx",
    ),
    "application/vnd.ms-excel": (gettext_lazy("Excel"), "file-spreadsheet"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (
        gettext_lazy("Excel"),
        "file-spreadsheet",
    ),
    "application/vnd.ms-powerpoint": (gettext_lazy("PowerPoint"), "presentation"),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": (
        gettext_lazy("PowerPoint"),
        "presentation",
    ),
    "image/jpeg": (gettext_lazy("Ảnh JPG"), "photo"),
    "image/png": (gettext_lazy("Ảnh PNG"), "photo"),
}


def size_words(size: int | None) -> str:
    """Bytes as people say them: `88 KB`, `1,2 MB`."""
    if not size:
        return "0 MB"
    if size < 1024:
        return f"{size} byte"
    if size < 1024 * 1024:
        return f"{size // 1024} KB"
    tenths = size * 10 // (1024 * 1024)
    whole, rest = divmod(tenths, 10)
    return f"{whole},{rest} MB" if rest else f"{whole} MB"


@dataclass(frozen=True)
class Field:
    """One box of a form of the pane, with what was typed and why it was refused."""

    name: str
    label: Any
    hint: Any = ""
    is_required: bool = True
    most: int = 300
    placeholder: str = ""
    input_type: str = "text"
    is_listed: bool = False
    value: str = ""
    errors: tuple[str, ...] = ()


# The boxes of the two forms that are typed; `forms.evidence` checks the same names.
FIELDS = {
    "document": (
        Field(
            "number",
            gettext_lazy("Số, ký hiệu"),
            gettext_lazy("Có thể dán cả câu “Quyết định số 12/QĐ-UBND ngày 01/3/2021 của …”."),
            most=600,
            placeholder="123/QĐ-UBND",
        ),
        Field("date", gettext_lazy("Ngày văn bản"), most=10, placeholder="ngày/tháng/năm"),
        Field("issuer", gettext_lazy("Cơ quan ban hành"), most=200, is_listed=True),
        Field("title", gettext_lazy("Trích yếu (không bắt buộc)"), is_required=False),
    ),
    "link": (
        Field(
            "link",
            gettext_lazy("Đường dẫn"),
            most=500,
            placeholder="https://",
            input_type="url",
        ),
        Field("title", gettext_lazy("Tên gọi (không bắt buộc)"), is_required=False),
    ),
}


@dataclass(frozen=True)
class Twin:
    """Where the same bytes are cited too: criterion, unit, period."""

    criterion: str
    unit: str
    period: str

    def __str__(self) -> str:
        return f"{self.criterion} · {self.unit} · {self.period}"


@dataclass(frozen=True)
class Item:
    """One piece of evidence for the template; addresses are empty where they do not apply."""

    pk: int
    title: str
    icon: str
    words: str
    uses: str
    url: str
    preview: str
    download: str
    edit: str
    cite: str
    uncite: str
    is_picture: bool
    twins: tuple[Twin, ...] = ()


@dataclass(frozen=True)
class OfferItem:
    """Something done that may be cited with one press."""

    title: str
    words: str
    take: str


@dataclass(frozen=True)
class AddForm:
    """Where one kind of evidence is posted to, with its boxes."""

    url: str
    fields: tuple[Field, ...] = ()
    errors: tuple[str, ...] = ()
    is_open: bool = False


@dataclass(frozen=True)
class Quota:
    """How much of the unit's room for the period is used, in bytes and in words."""

    used: int
    most: int

    @property
    def left(self) -> int:
        """Bytes that may still be uploaded."""
        return max(self.most - self.used, 0)

    @property
    def words(self) -> str:
        """`12,4 MB / 200 MB`."""
        return f"{size_words(self.used)} / {size_words(self.most)}"


@dataclass(frozen=True)
class EvidencePane:
    """The pane beside a criterion, a target's progress or an explanation."""

    key: str
    heading: str
    is_own: bool
    is_writable: bool
    cited: list[Item]
    others: list[Item]
    quota: Quota
    issuers: list[str]
    most_bytes: int
    most_words: str
    forms: dict[str, AddForm] = field(default_factory=dict)
    offers: list[OfferItem] = field(default_factory=list)

    def with_form(self, kind: str, **values: Any) -> "EvidencePane":
        """The same pane with a form as it was typed and refused."""
        return replace(self, forms=self.forms | {kind: replace(self.forms[kind], **values)})
