"""Báo cáo thành tích: the unit's prose with figures bound to what the system knows (reference §1.6;
the order of the decree's collective form)."""

from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Assessment, RankingRow
from assessments.queries.papers import signing_lines, target_blocks
from assessments.queries.words import invented_mark, parent_of
from awards.models import Achievement, Award, Fact, Nomination, RegisterEntry, Subject
from awards.queries.history import awards_of
from emulation_bloc.lib import clock, vietnamese
from emulation_bloc.lib.numbers import printed, shown
from meetings.models import Activity, ExemplaryModel, Movement
from meetings.queries import blocks
from meetings.queries.blocks import Block, heading, lettered, paragraph
from units.models import Appointment, User
from units.models.tenants import valid_on

PROSE = ("features", "results", "measures", "party_work")
YEARS = 5
_FREE = "\u00a0" * 8  # the unit's clerk gives the symbol with the number
_STAFF = {
    Fact.Kind.STAFF_COMPLETE: "hoàn thành nhiệm vụ trở lên",
    Fact.Kind.LDTT: "đạt danh hiệu Lao động tiên tiến",
    Fact.Kind.CSTDCS: "đạt danh hiệu Chiến sĩ thi đua cơ sở",
}
# A report may be begun while the bloc works on the nomination, and when a supplement is asked for.
OPEN = (*Nomination.INSIDE, Nomination.State.MINUTED, Nomination.State.SUPPLEMENT)


def has_report(nomination: Nomination) -> bool:
    """Whether the unit has begun it, seen by whoever asks or not."""
    return Achievement.objects.filter(nomination=nomination).exists()


def asked_for(nomination: Nomination) -> str:
    """`tặng Cờ thi đua …`, `tặng danh hiệu …`, `tặng Bằng khen …`: never the one for the other."""
    award = nomination.award
    is_flag = award.code.startswith("CTD")
    is_title = award.kind == Award.Kind.TITLE and not is_flag
    return f"tặng danh hiệu “{award.name}”" if is_title else f"tặng {award.name}"


def title_of(nomination: Nomination) -> str:
    """The report's subject, as it stands under BÁO CÁO."""
    return f"Thành tích đề nghị {asked_for(nomination)} năm {nomination.year}"


def achievement_words(achievement: Achievement, by: User | None = None) -> dict[str, Any]:
    """The snapshot that the report would have now; `by` is the leader who is about to approve."""
    nomination, bloc = achievement.nomination, achievement.bloc
    unit, name = nomination.unit, nomination.unit_name
    department = bloc.province.reviewing_department
    return {
        "version": 1,
        "form": "named",
        "title": f"Báo cáo: {vietnamese.lower_first(title_of(nomination))}",
        "author": name,
        "mark": invented_mark(bloc),
        "header": {
            "parent": parent_of(unit, bloc),
            "issuer": [name.upper()],
            "symbol": f"BC-{_FREE}",
            "place": bloc.province.place,
            "year": clock.today().year,
        },
        "type_name": "BÁO CÁO",
        "subject": title_of(nomination),
        "addressees": [bloc.name, department],
        "blocks": [*_replacing(achievement), *_body(achievement)],
        "signatures": [_signature(nomination, by)],
        "recipients": ["- Như trên;", "- Lưu: VT."],
        "check": None,
        "notes": [],
    }


def _replacing(achievement: Achievement) -> list[Block]:
    old, reason = achievement.document.corrects, achievement.document.reason
    if old is None:
        return []
    when = f" ngày {vietnamese.date_short(old.date)}" if old.date else ""
    told = f"Báo cáo này thay thế Báo cáo số {old.label}{when}."
    return [paragraph(f"{told} Lý do: {vietnamese.sentence(reason)}")]


def _body(achievement: Achievement) -> list[Block]:
    nomination = achievement.nomination
    is_person = nomination.subject in (Subject.PERSON, Subject.HOUSEHOLD)
    name = nomination.subject_name or nomination.unit_name
    first = "SƠ LƯỢC LÝ LỊCH" if is_person else "ĐẶC ĐIỂM, TÌNH HÌNH"
    facts = _facts(nomination)
    return [
        heading(f"I. {first}"),
        *_who(nomination),
        *blocks.paragraphs(achievement.features),
        *_staff(nomination, facts),
        heading("II. THÀNH TÍCH ĐẠT ĐƯỢC"),
        heading("1. Kết quả thực hiện nhiệm vụ được giao", 2),
        *blocks.paragraphs(achievement.results),
        *_scored(nomination),
        *_targets(nomination),
        *_ratings(facts),
        heading("2. Biện pháp, nguyên nhân đạt được thành tích", 2),
        *(blocks.paragraphs(achievement.measures) or [paragraph("Không có.")]),
        heading("3. Phong trào thi đua, điển hình tiên tiến, hoạt động chung của Khối", 2),
        *(_movements(nomination) or [paragraph("Không có.")]),
        heading(
            "4. Chấp hành chủ trương của Đảng, chính sách, pháp luật của Nhà nước; hoạt động đảng, "
            "đoàn thể",
            2,
        ),
        *(blocks.paragraphs(achievement.party_work) or [paragraph("Không có.")]),
        heading("III. DANH HIỆU THI ĐUA, HÌNH THỨC KHEN THƯỞNG ĐÃ ĐƯỢC TẶNG"),
        *_past_awards(nomination),
        paragraph(
            f"Trên đây là báo cáo thành tích của {name}; "
            f"kính đề nghị cấp có thẩm quyền xem xét, {asked_for(nomination)}./."
        ),
    ]


def _who(nomination: Nomination) -> list[Block]:
    """A nominee within the unit is named first."""
    if not nomination.subject_name:
        return []
    kind = str(nomination.get_subject_display())
    return [paragraph(f"{kind}: {nomination.subject_name}, {nomination.unit_name}.")]


def _facts(nomination: Nomination) -> list[Fact]:
    """The nominee's facts of the last five years, the newest first."""
    rows = Fact.objects.filter(
        unit=nomination.unit_id,
        subject=nomination.subject,
        subject_name__iexact=nomination.subject_name,
        year__gt=nomination.year - YEARS,
        year__lte=nomination.year,
    )
    return list(rows.order_by("-year", "kind", "-pk"))


def _staff(nomination: Nomination, facts: list[Fact]) -> list[Block]:
    """`Năm 2021, đơn vị có 120 người lao động, trong đó 48 nữ; 100 người đạt …`."""
    counts: dict[str, Decimal] = {}
    for row in facts:
        if row.year == nomination.year and row.number is not None:
            counts.setdefault(row.kind, row.number)
    found = []
    if (staff := counts.get(Fact.Kind.STAFF)) is not None:
        women = counts.get(Fact.Kind.WOMEN)
        of_them = f", trong đó có {printed(women)} nữ" if women is not None else ""
        found.append(f"{printed(staff)} người lao động{of_them}")
    found += [f"{printed(counts[kind])} người {word}" for kind, word in _STAFF.items()
              if kind in counts]  # fmt: skip
    if not found:
        return []
    told = [paragraph(f"Năm {nomination.year}, đơn vị có {'; '.join(found)}.")]
    if counts.get(Fact.Kind.DISCIPLINED) == 0:
        told.append(paragraph("Trong năm không có người bị kỷ luật từ cảnh cáo trở lên."))
    return told


def _scored(nomination: Nomination) -> list[Block]:
    """The frozen score and rank of the period; nothing before it is closed."""
    if nomination.subject != Subject.UNIT:
        return []
    rows = RankingRow.objects.filter(ranking__round__period=nomination.period_id)
    listed = list(rows)
    own = next((row for row in listed if row.unit_id == nomination.unit_id), None)
    if own is None:
        return []
    said = f"Kết quả chấm điểm thi đua năm {nomination.year}: {shown(own.rebased)} điểm"
    if own.rank is not None:
        ranked = vietnamese.two_digits(sum(row.rank is not None for row in listed))
        said += f", xếp thứ {vietnamese.two_digits(own.rank)}/{ranked} đơn vị của "
        said += nomination.bloc.name
    band = f", xếp loại {vietnamese.lower_first(own.band)}" if own.band else ""
    return [paragraph(f"{said}{band}.")]


def _targets(nomination: Nomination) -> list[Block]:
    """The registered targets and what was reached, as the unit has handed them in."""
    if nomination.subject != Subject.UNIT:
        return []
    rows = Assessment.objects.filter(
        round__period=nomination.period_id,
        unit=nomination.unit_id,
        state=Assessment.State.SUBMITTED,
    )
    found = rows.select_related("round__period").first()
    return target_blocks(found) if found else []


def _ratings(facts: list[Fact]) -> list[Block]:
    """Year by year how tasks were completed and how the party organisation was rated."""
    years: dict[int, dict[str, str]] = {}
    for row in facts:
        if row.kind in (Fact.Kind.RATING, Fact.Kind.PARTY_RATING):
            said = dict(Fact.Rating.choices).get(row.text, row.text)
            years.setdefault(row.year, {}).setdefault(row.kind, f"{said}\n{row.source}".strip())
    if not years:
        return []
    columns = [("Năm", 10, "center"), ("Hoàn thành nhiệm vụ", 45, "left"),
               ("Xếp loại tổ chức đảng", 45, "left")]  # fmt: skip
    lines = [
        [str(year), told.get(Fact.Kind.RATING, "–"), told.get(Fact.Kind.PARTY_RATING, "–")]
        for year, told in sorted(years.items(), reverse=True)
    ]
    caption = "Mức độ hoàn thành nhiệm vụ các năm"
    return [blocks.table(columns, lines, caption=caption)]


def _movements(nomination: Nomination) -> list[Block]:
    """Movements that ran in the year, the unit's exemplary models, common activities that it took
    part in."""
    year, unit = nomination.year, nomination.unit_id
    ran = Movement.objects.filter(
        Q(unit=unit) | Q(unit__isnull=True),
        Q(ends_on__isnull=True, launched_on__year=year) | Q(ends_on__year__gte=year),
        bloc=nomination.bloc_id,
        launched_on__year__lte=year,
    )
    models = ExemplaryModel.objects.filter(
        Q(found_on__year=year) | Q(spread_on__year=year), bloc=nomination.bloc_id, unit=unit
    )
    activities = Activity.objects.filter(bloc=nomination.bloc_id, units=unit, date__year=year)
    told: list[Block] = []
    for title, texts in (
        ("Phong trào thi đua đã tham gia:", [_movement(row) for row in ran]),
        ("Điển hình tiên tiến:", [_model(row) for row in models]),
        ("Hoạt động chung của Khối:", [_activity(row) for row in activities]),
    ):
        told += [paragraph(title), lettered(texts)] if texts else []
    return told


def _movement(row: Movement) -> str:
    result = " ".join((row.final_result or row.midterm_result).split()).rstrip(" .;")
    return f"{row.name}: {vietnamese.lower_first(result)}" if result else row.name


def _model(row: ExemplaryModel) -> str:
    said = f"{row.get_subject_display()} {row.name}"
    return f"{said} ({row.decision})" if row.decision else said


def _activity(row: Activity) -> str:
    where = f", tại {row.place}" if row.place else ""
    return f"{row.name}, ngày {vietnamese.date_short(row.date)}{where}"


def _past_awards(nomination: Nomination) -> list[Block]:
    """Two tables, titles apart from commendations: year, award, number, date and issuer."""
    rows = awards_of(
        nomination.unit, subject=nomination.subject, subject_name=nomination.subject_name
    )
    told: list[Block] = []
    kinds = [(Award.Kind.TITLE, "Danh hiệu thi đua")]
    kinds.append((Award.Kind.COMMENDATION, "Hình thức khen thưởng"))
    for place, (kind, name) in enumerate(kinds, start=1):
        told.append(heading(f"{place}. {name}", 2))
        listed = [row for row in rows if row.award.kind == kind]
        told.append(_register_table(name, listed) if listed else paragraph("Không có."))
    return told


def _register_table(name: str, rows: list[RegisterEntry]) -> Block:
    columns = [("Năm", 10, "center"), (name, 40, "left"),
               ("Số, ngày, cơ quan ban hành quyết định", 50, "left")]  # fmt: skip
    return blocks.table(columns, [[str(row.year), row.award.name, _decision(row)] for row in rows])


def _decision(row: RegisterEntry) -> str:
    issuer = f" của {row.issuer}" if row.issuer else ""
    return f"Quyết định số {row.number} ngày {vietnamese.date_short(row.date)}{issuer}"


def _signature(nomination: Nomination, by: User | None) -> dict[str, Any]:
    """The leader's box: who approves, before that who leads the unit today."""
    leader = by
    if leader is None:
        rows = Appointment.objects.filter(
            valid_on(clock.today()), unit=nomination.unit_id, role=Appointment.Role.LEADER
        )
        row = rows.select_related("user").order_by("starts", "pk").first()
        leader = row.user if row else None
    lines = signing_lines(leader.position if leader else "", nomination.unit_name)
    return {"lines": lines, "name": leader.full_name if leader else "", "office": ""}


def achievement_lacks(achievement: Achievement) -> list[str]:
    """What is still missing before the leader can be asked, as sentences that say what to do."""
    checks = [
        (achievement.features, _("Hãy ghi đặc điểm, tình hình.")),
        (achievement.results, _("Hãy ghi kết quả thực hiện nhiệm vụ.")),
        (achievement.measures, _("Hãy ghi biện pháp, nguyên nhân đạt được thành tích.")),
    ]
    return [sentence for text, sentence in checks if not text.strip()]


def achievement_url(nomination: Nomination) -> str:
    """The page where the report is written and decided on."""
    bloc = nomination.bloc
    return reverse("awards:achievement", args=[bloc.province.slug, bloc.slug, nomination.pk])
