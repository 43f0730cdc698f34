"""The sections of the desk in the order of the minutes, and the forms in each."""

from dataclasses import dataclass, field
from typing import Any

from django.forms import ModelForm
from django.utils.translation import gettext_lazy as _

from meetings.forms import MEETING_FORMS, ROW_FORMS
from meetings.models import Meeting
from meetings.models.meetings import present_count
from meetings.queries import DeskChoices


@dataclass(frozen=True)
class Section:
    """One section: its parts of the meeting itself, then its rows."""

    title: Any
    parts: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    hint: Any = ""


SECTIONS = {
    "general": Section(_("Thời gian, địa điểm"), ("general",)),
    "people": Section(
        _("Chủ tọa, thư ký, đại biểu"),
        (),
        ("guests",),
        _("Theo thứ tự giới thiệu. Chọn tài khoản của chủ tọa và thư ký để họ duyệt, trình."),
    ),
    "agenda": Section(_("Chương trình"), (), ("agenda",)),
    "attendance": Section(_("Điểm danh các đơn vị"), ("summary",), ("attendance",)),
    "context": Section(_("Bối cảnh"), ("context",)),
    "results": Section(_("Kết quả trong kỳ"), ("results",)),
    "discussion": Section(_("Thảo luận"), ("discussion",), ("contributions",)),
    "reviewer": Section(_("Phát biểu của Sở Nội vụ"), (), ("remarks", "requests")),
    "directions": Section(_("Phương hướng, nhiệm vụ"), (), ("directions",)),
    "decisions": Section(
        _("Kết luận của chủ tọa"),
        (),
        ("decisions",),
        _("Nếu có, ngoài phương hướng đã thống nhất."),
    ),
    "closing": Section(_("Kết thúc hội nghị"), ("closing",)),
}
ROW_NAMES = {
    "guests": (_("Đại biểu"), _("Thêm đại biểu")),
    "agenda": (_("Nội dung"), _("Thêm nội dung")),
    "attendance": (_("Đơn vị"), ""),
    "contributions": (_("Ý kiến"), _("Thêm ý kiến")),
    "remarks": (_("Phát biểu"), _("Thêm phát biểu")),
    "requests": (_("Đề nghị"), _("Thêm đề nghị")),
    "directions": (_("Phương hướng"), _("Thêm phương hướng")),
    "decisions": (_("Kết luận"), _("Thêm kết luận")),
    "references": (_("Văn bản dẫn chiếu"), _("Thêm văn bản dẫn chiếu")),
}
WIDTHS = {
    "role": "col-3",
    "name": "col-4",
    "title": "col-5",
    "organisation": "col-4",
    "unit": "col-4",
    "user": "col-4",
    "date": "col-3",
    "starts_at": "col-3",
    "place": "col-12",
    "host_unit": "col-12",
    "planned_at": "col-3",
    "presenter": "col-6",
    "presence": "col-3",
    "companions": "col-6",
    "letter": "col-6",
    "reason": "col-6",
    "ends_at": "col-3",
    "copies": "col-3",
    "addressee": "col-4",
    "area": "col-5",
    "kind": "col-3",
    "number": "col-3",
    "issuer": "col-6",
    "subject": "col-6",
    "speaker": "col-6",
}
WIDTHS_OF_PART = {
    "general": {"title": "col-12"},
    "agenda": {"title": "col-9"},
    "remarks": {"title": "col-6"},
}


@dataclass
class Override:
    """A refused form to show in its place, with the other person's text where there is one."""

    part: str
    row: int | None
    form: ModelForm
    theirs: dict[str, str]
    is_new: bool = False
    parent: int | None = None


@dataclass
class Item:
    """One form of the desk with what stands around it."""

    part: str
    form: ModelForm
    revision: int
    row: Any = None
    number: int = 0
    theirs: dict[str, str] = field(default_factory=dict)
    references: list["Item"] = field(default_factory=list)
    new_reference: "Item | None" = None
    parent: int | None = None

    @property
    def anchor(self) -> str:
        """The id of its place on the page."""
        return f"{self.part}-{self.row.pk}" if self.row else self.part

    @property
    def fields(self) -> list[tuple[Any, str]]:
        """(field, place in the row)."""
        own = WIDTHS_OF_PART.get(self.part, {})
        return [(one, own.get(one.name) or WIDTHS.get(one.name, "col-12")) for one in self.form]

    @property
    def name(self) -> Any:
        """What a row is called."""
        return ROW_NAMES[self.part][0]

    @property
    def add_name(self) -> Any:
        """What its add button says."""
        return ROW_NAMES[self.part][1]

    @property
    def is_conclusion(self) -> bool:
        """Whether it refers to documents."""
        return self.part in {"requests", "directions", "decisions"}


def sections_of(
    meeting: Meeting, rows: dict[str, list[Any]], choices: DeskChoices, override: Override | None
) -> list[dict[str, Any]]:
    """The desk's sections with their forms, ready for the template; no query."""
    made = []
    for key, section in SECTIONS.items():
        lists = []
        for part in section.rows:
            items = [
                _row_item(part, row, number, choices, override)
                for number, row in enumerate(rows[part], start=1)
            ]
            new = None if part == "attendance" else _new_item(part, choices, override)
            lists.append({"part": part, "items": items, "new": new})
        parts = [_part_item(meeting, part, choices, override) for part in section.parts]
        made.append(
            {
                "key": key,
                "title": section.title,
                "hint": section.hint,
                "parts": parts,
                "lists": lists,
                "note": _note(key, rows),
            }
        )
    return made


def _note(key: str, rows: dict[str, list[Any]]) -> str:
    if key == "attendance":
        return f"{present_count(rows['attendance'])}/{len(rows['attendance'])}"
    count = sum(len(rows[part]) for part in SECTIONS[key].rows)
    return str(count) if SECTIONS[key].rows else ""


def _matches(override: Override | None, part: str, pk: int | None, *, is_new: bool = False) -> bool:
    return override is not None and (override.part, override.row, override.is_new) == (
        part,
        pk,
        is_new,
    )


def _part_item(
    meeting: Meeting, part: str, choices: DeskChoices, override: Override | None
) -> Item:
    counter, _fields = Meeting.PARTS[part]
    revision = getattr(meeting, counter)
    if override and _matches(override, part, None):
        return Item(
            part,
            override.form,
            getattr(override.form, "revision", revision),
            theirs=override.theirs,
        )
    form = MEETING_FORMS[part](instance=meeting, choices=choices, auto_id=f"{part}-%s")
    return Item(part, form, revision)


def _row_item(
    part: str, row: Any, number: int, choices: DeskChoices, override: Override | None
) -> Item:
    if override and _matches(override, part, row.pk):
        revision = getattr(override.form, "revision", row.revision)
        item = Item(part, override.form, revision, row, number, override.theirs)
    else:
        form = ROW_FORMS[part](instance=row, choices=choices, auto_id=f"{part}-{row.pk}-%s")
        item = Item(part, form, row.revision, row, number)
    if item.is_conclusion:
        item.references = [
            _row_item("references", one, place, choices, override)
            for place, one in enumerate(row.references.all(), start=1)
        ]
        item.new_reference = _new_item("references", choices, override, parent=row.pk)
    return item


def _new_item(
    part: str, choices: DeskChoices, override: Override | None, parent: int | None = None
) -> Item:
    if override and _matches(override, part, None, is_new=True) and override.parent == parent:
        return Item(part, override.form, 1, parent=parent)
    form = ROW_FORMS[part](choices=choices, auto_id=f"{part}-new{parent or ''}-%s")
    return Item(part, form, 1, parent=parent)
