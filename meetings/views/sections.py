"""The sections of the desk in the order of the minutes, and the forms in each."""

from dataclasses import dataclass, field
from typing import Any

from django.forms import ModelForm
from django.utils.translation import gettext_lazy as _

from emulation_bloc.lib.numbers import shown_short
from meetings.forms import MEETING_FORMS, ROW_FORMS
from meetings.models import Meeting
from meetings.models.meetings import present_count
from meetings.queries import DeskChoices
from meetings.queries.room import speaking


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
    "certificates": Section(
        _("Trao khen thưởng"),
        (),
        ("certificates",),
        _("Cờ, bằng khen của năm trước được trao tại hội nghị."),
    ),
    "discussion": Section(_("Thảo luận"), ("discussion",), ("contributions",)),
    "changes": Section(
        _("Điều chỉnh điểm đã thống nhất"),
        (),
        ("changes",),
        _("Ghi xong, điểm vào cột Thống nhất tại hội nghị của đơn vị. Xóa dòng thì điểm trở lại."),
    ),
    "reviewer": Section(_("Phát biểu của Sở Nội vụ"), (), ("remarks", "requests")),
    "directions": Section(_("Phương hướng, nhiệm vụ"), (), ("directions",)),
    "decisions": Section(
        _("Kết luận của chủ tọa"),
        (),
        ("decisions",),
        _("Nếu có, ngoài phương hướng đã thống nhất."),
    ),
    "opinions": Section(_("Ý kiến bảo lưu"), (), ("opinions",)),
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
    "speakers": (_("Đăng ký"), _("Thêm vào danh sách")),
    "certificates": (_("Khen thưởng"), _("Thêm khen thưởng")),
    "opinions": (_("Bảo lưu"), _("Thêm ý kiến bảo lưu")),
    "changes": (_("Điều chỉnh"), _("Thêm điều chỉnh")),
}
CONCLUSIONS = ("requests", "directions", "decisions")
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
    "arrived_at": "col-3",
    "left_at": "col-3",
    "minutes": "col-3",
    "lead_units": "col-6",
    "partner_units": "col-6",
    "due": "col-3",
    "measure": "col-6",
    "weight": "col-3",
    "award": "col-8",
    "year": "col-3",
    "criterion": "col-8",
    "points": "col-3",
    "hands_for": "col-3",
    "hands_against": "col-3",
    "hands_abstained": "col-3",
}
WIDTHS_OF_PART = {
    "general": {"title": "col-12"},
    "agenda": {"title": "col-12"},
    "speakers": {"name": "col-4", "topic": "col-4"},
    "opinions": {"unit": "col-6"},
    "remarks": {"title": "col-6"},
    "conclusions": {"title": "col-12", "area": "col-6", "weight": "col-6", "due": "col-6"},
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
        own = WIDTHS_OF_PART.get("conclusions" if self.is_conclusion else self.part, {})
        return [(one, own.get(one.name) or WIDTHS.get(one.name, "col-12")) for one in self.form]

    @property
    def name(self) -> Any:
        """What a row is called."""
        return ROW_NAMES[self.part][0]

    @property
    def caption(self) -> str:
        """What tells the row from its neighbours, beside its number."""
        if self.part == "attendance":
            return str(self.row.unit_name)
        if self.part == "changes":
            words = {
                "unit": self.row.unit.short_name,
                "code": self.row.criterion.code,
                "was": "…" if self.row.was is None else shown_short(self.row.was),
            }
            return str(_("%(unit)s, tiêu chí %(code)s, từ %(was)s") % words)
        return str(self.row.code) if self.part in CONCLUSIONS and self.row.code else ""

    @property
    def add_name(self) -> Any:
        """What its add button says."""
        return ROW_NAMES[self.part][1]

    @property
    def is_conclusion(self) -> bool:
        """Whether it refers to documents."""
        return self.part in CONCLUSIONS


def sections_of(
    meeting: Meeting, rows: dict[str, list[Any]], choices: DeskChoices, override: Override | None
) -> list[dict[str, Any]]:
    """The desk's sections with their forms, ready for the template; no query."""
    made = []
    for key, section in SECTIONS.items():
        if key == "changes" and not choices.is_scored:
            continue
        made.append(
            {
                "key": key,
                "title": section.title,
                "hint": section.hint,
                "parts": [part_item(meeting, part, choices, override) for part in section.parts],
                "lists": [list_of(part, rows, choices, override) for part in section.rows],
                "note": _note(key, rows),
                "wait": _wait(key, choices),
            }
        )
    return made


def list_of(
    part: str, rows: dict[str, list[Any]], choices: DeskChoices, override: Override | None = None
) -> dict[str, Any]:
    """The forms of one part's rows, and the empty one for another row where one may be added."""
    items = [
        _row_item(part, row, number, choices, override)
        for number, row in enumerate(rows[part], start=1)
    ]
    takes = part != "attendance" and (part != "changes" or choices.takes_changes)
    return {
        "part": part,
        "items": items,
        "new": new_item(part, choices, override) if takes else None,
    }


def _wait(key: str, choices: DeskChoices) -> str:
    """Why nothing can be added now, and what to do first."""
    if key != "changes" or choices.takes_changes or choices.round is None:
        return ""
    words = _(
        "Chỉ điều chỉnh điểm ở bước Thống nhất tại hội nghị, hiện là bước %(stage)s. "
        "Thư ký hoặc Trưởng khối chuyển bước ở trang Thẩm định trước."
    )
    return str(words % {"stage": choices.round.get_state_display()})


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


def part_item(
    meeting: Meeting, part: str, choices: DeskChoices, override: Override | None = None
) -> Item:
    """The form of one part of the meeting itself."""
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
        item.new_reference = new_item("references", choices, override, parent=row.pk)
    return item


def new_item(
    part: str,
    choices: DeskChoices,
    override: Override | None = None,
    parent: int | None = None,
    name: str = "new",
) -> Item:
    """An empty form for another row; `name` tells two of them on one page apart."""
    if override and _matches(override, part, None, is_new=True) and override.parent == parent:
        return Item(part, override.form, 1, parent=parent)
    form = ROW_FORMS[part](choices=choices, auto_id=f"{part}-{name}{parent or ''}-%s")
    return Item(part, form, 1, parent=parent)


def quick_item(
    part: str,
    choices: DeskChoices,
    rows: dict[str, list[Any]],
    override: Override | None = None,
) -> Item:
    """The form of the room that is always in sight; who has the floor stands in it already."""
    item = new_item(part, choices, name="quick")
    speaker = speaking(rows["speakers"])
    if part == "contributions" and speaker:
        item.form.initial |= {"unit": speaker.unit_id, "speaker": speaker.name}
    if override and override.is_new and override.part == part == "speakers":
        item.form = override.form
    return item
