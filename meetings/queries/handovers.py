"""Handover minutes (biên bản bàn giao) as finished words: bloc practice §1.4, §5.9."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from emulation_bloc.lib import clock, vietnamese
from meetings.models import Handover, HandoverItem
from meetings.queries import blocks
from meetings.queries.blocks import Block, heading, paragraph
from meetings.queries.minutes import person_words
from units.models import Appointment, Bloc, Membership, User
from units.models.tenants import valid_on
from units.queries import paper_settings


def handover_words(handover: Handover, items: list[HandoverItem] | None = None) -> dict[str, Any]:
    """The snapshot of the minutes: who hands what over to whom, from when, both to sign; `items`
    where the caller has read the checklist already."""
    bloc = handover.bloc
    today = clock.today()
    settings = paper_settings(bloc, today)
    if items is None:
        items = list(HandoverItem.objects.filter(handover=handover))
    year = handover.starts.year
    return {
        "version": 1,
        "form": "minutes",
        "title": "Biên bản bàn giao nhiệm vụ Trưởng khối",
        "author": bloc.name,
        "header": blocks.header(bloc, settings, symbol="BB", place="", year=today.year),
        "type_name": "BIÊN BẢN",
        "subject": f"Bàn giao nhiệm vụ Trưởng khối năm {year}",
        "addressees": [],
        "blocks": _body(handover, items),
        "signatures": [
            {"lines": ["BÊN NHẬN"], "name": handover.taker.full_name, "office": ""},
            {"lines": ["BÊN GIAO"], "name": handover.giver.full_name, "office": ""},
        ],
        "recipients": [
            f"- {bloc.province.reviewing_department};",
            "- Bên giao, bên nhận;",
            "- Lưu: Hồ sơ Khối.",
        ],
        "check": None,
        "notes": [],
        "facts": {},
    }


def _body(handover: Handover, items: list[HandoverItem]) -> list[Block]:
    day = vietnamese.date_words(clock.today())
    rows = [
        paragraph(f"Hôm nay, {day}, chúng tôi gồm:"),
        paragraph(_person(handover.giver, handover.giver_unit), "1. Bên giao: "),
        paragraph(_person(handover.taker, handover.taker_unit), "2. Bên nhận: "),
    ]
    if handover.witness:
        rows.append(paragraph(vietnamese.sentence(handover.witness), "3. Người chứng kiến: "))
    rows.append(heading("I. NỘI DUNG BÀN GIAO"))
    starts = vietnamese.date_words(handover.starts)
    rows.append(
        paragraph(
            f"Bên giao bàn giao cho bên nhận nhiệm vụ Trưởng khối {handover.bloc.name} "
            f"từ {starts}, cùng hồ sơ, tài sản sau:"
        )
    )
    rows.append(blocks.table(_COLUMNS, [_line(n, row) for n, row in enumerate(items, start=1)]))
    if handover.note:
        rows += [heading("II. NỘI DUNG KHÁC"), *blocks.paragraphs(handover.note)]
    rows.append(
        paragraph(
            "Bên nhận đã kiểm tra và nhận đủ theo danh mục trên. Biên bản gồm {pages} trang, "
            "lập 03 bản có giá trị như nhau, mỗi bên giữ 01 bản, lưu hồ sơ Khối 01 bản./."
        )
    )
    return rows


_COLUMNS = [
    ("TT", 8, "center"),
    ("Hồ sơ, tài sản", 44, "left"),
    ("Số lượng", 16, "center"),
    ("Tình trạng, ghi chú", 32, "left"),
]


def _line(number: int, row: HandoverItem) -> list[str]:
    state = "đã bàn giao" if row.is_checked else "chưa bàn giao"
    told = "; ".join(part for part in (state, row.condition) if part)
    return [vietnamese.two_digits(number), row.title, row.quantity, told]


def _person(user: User, unit: Any) -> str:
    words = person_words(user.full_name, user.position, unit.name if unit else "")
    return f"{words[:1].upper()}{words[1:]}."


def people_of(bloc: Bloc, day: date) -> QuerySet[User]:
    """Who may take a role of the bloc: people with an appointment in it or in its members."""
    units = Membership.objects.filter(bloc=bloc).on(day).values("unit")
    held = Appointment.objects.filter(valid_on(day)).filter(Q(unit__in=units) | Q(bloc=bloc))
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("full_name")


def takers_of(people: QuerySet[User], head: int | None, deputy: int | None) -> dict[str, Any]:
    """Whom the form proposes: the leaders of the elected units, and an officer of the new head's
    unit as secretary. One query."""
    held = Appointment.objects.filter(
        user__in=people,
        unit__in=[pk for pk in (head, deputy) if pk],
        role__in=["leader", "officer"],
    )
    found = {(row.unit_id, row.role): row.user_id for row in held.order_by("-pk")}
    return {
        "taker": found.get((head, "leader")),
        "deputy": found.get((deputy, "leader")),
        "secretary": found.get((head, "officer")),
    }
