"""The self-assessment report of one unit: finished words from its return (practice §5.6)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assessments.models import (
    Answer,
    Assessment,
    AssessmentSection,
    Criterion,
    Evidence,
    Target,
    TargetProgress,
    leaves_of,
)
from assessments.queries.summary import reached
from assessments.queries.words import (
    NOTHING,
    Block,
    amount,
    figure,
    heading,
    invented_mark,
    paragraph,
    paragraphs,
    parent_of,
    table,
)
from emulation_bloc.lib import clock, vietnamese
from emulation_bloc.lib.numbers import shown
from units.models import Appointment, User
from units.models.tenants import valid_on

Key = AssessmentSection.Key
_FREE = "\u00a0" * 8  # the unit's clerk writes its symbol


def unit_report_words(assessment: Assessment) -> dict[str, Any]:
    """The snapshot of a unit's report: named type with the unit's letterhead, sections I to V, the
    registered targets, and where the round is scored the score table as an annex. DỰ THẢO until
    the unit has handed it in."""
    round_, unit, bloc = assessment.round, assessment.unit, assessment.bloc
    period = round_.period
    parent = parent_of(unit, bloc)
    subject = f"Kết quả công tác thi đua, khen thưởng {vietnamese.lower_first(period.name)}"
    return {
        "version": 1,
        "form": "named",
        "title": f"Báo cáo tự đánh giá {vietnamese.lower_first(period.name)}",
        "author": assessment.unit_name,
        "is_draft": assessment.state != Assessment.State.SUBMITTED,
        "mark": invented_mark(bloc),
        "header": {
            "parent": parent,
            "issuer": [assessment.unit_name.upper()],
            "symbol": f"BC-{_FREE}",
            "place": bloc.province.place,
            "year": clock.today().year,
        },
        "type_name": "BÁO CÁO",
        "subject": subject,
        "addressees": [bloc.name],
        "blocks": [*_sections(assessment), _last(assessment)],
        "annex": _score_annex(assessment) if round_.is_scored else [],
        "signatures": [_signature(assessment)],
        "recipients": ["- Như trên;", "- Lưu: VT."],
        "check": None,
        "notes": [],
    }


def _sections(assessment: Assessment) -> list[Block]:
    """Parts I to V; the registered targets stand in the first."""
    bodies = dict(assessment.sections.values_list("key", "body"))
    blocks: list[Block] = []
    for place, key in enumerate(Key, start=1):
        blocks.append(heading(f"{vietnamese.roman(place)}. {str(key.label).upper()}"))
        told = paragraphs(bodies.get(key.value, ""))
        blocks += told or [paragraph("Không có.")]
        if key == Key.RESULTS:
            blocks += target_blocks(assessment)
    return blocks


def _last(assessment: Assessment) -> Block:
    period = vietnamese.lower_first(assessment.round.period.name)
    annex = ", kèm Phụ lục bảng tự chấm điểm" if assessment.round.is_scored else ""
    text = f"Trên đây là báo cáo kết quả công tác thi đua, khen thưởng {period} của "
    return paragraph(f"{text}{assessment.unit_name}{annex}./.")


def target_blocks(assessment: Assessment) -> list[Block]:
    """The registered targets with what was reached, in per cent of the plan."""
    targets = list(
        Target.objects.filter(
            registration__bloc=assessment.bloc_id,
            registration__unit=assessment.unit_id,
            registration__year=assessment.round.period.ends.year,
            registration__state="submitted",
        )
    )
    if not targets:
        return []
    reached = _reached(assessment, targets)
    rows = [
        [
            vietnamese.two_digits(place),
            target.content,
            target.measure,
            amount(target.plan),
            amount(reached[target.pk]),
            _per_cent(target.plan, reached[target.pk]),
        ]
        for place, target in enumerate(targets, start=1)
    ]
    columns = [
        ("TT", 7, "center"),
        ("Chỉ tiêu", 37, "left"),
        ("Đơn vị tính", 13, "center"),
        ("Đăng ký", 15, "right"),
        ("Thực hiện", 15, "right"),
        ("Tỷ lệ (%)", 13, "right"),
    ]
    caption = "Kết quả thực hiện chỉ tiêu đăng ký"
    return [table(columns, rows, caption=caption)]


def _reached(assessment: Assessment, targets: list[Target]) -> dict[int, Decimal | None]:
    """Target id → what was reached: told as progress, or as the figure of its criterion."""
    progress = dict(
        TargetProgress.objects.filter(assessment=assessment).values_list("target", "actual")
    )
    answers = Answer.objects.filter(assessment=assessment)
    figures = dict(answers.values_list("criterion__code", "figures"))
    return {
        target.pk: progress.get(target.pk)
        if progress.get(target.pk) is not None
        else reached(figures.get(target.criterion_code), target.part)
        for target in targets
    }


def _per_cent(plan: Decimal | None, actual: Decimal | None) -> str:
    if not plan or actual is None:
        return ""
    return shown(actual * 100 / plan)


def _signature(assessment: Assessment) -> dict[str, Any]:
    """The leader's box: who handed in, before that who leads the unit today."""
    leader: User | None = assessment.submitted_by
    if leader is None:
        row = (
            Appointment.objects.filter(
                valid_on(clock.today()), unit=assessment.unit_id, role=Appointment.Role.LEADER
            )
            .select_related("user")
            .order_by("starts", "pk")
            .first()
        )
        leader = row.user if row else None
    lines = signing_lines(leader.position if leader else "", assessment.unit_name)
    return {"lines": lines, "name": leader.full_name if leader else "", "office": ""}


def signing_lines(position: str, unit_name: str) -> list[str]:
    """The office above a signature, without the unit that stands in the letterhead; whoever is
    deputy signs for the first (KT.)."""
    office = " ".join(position.split())
    if office.lower().endswith(f" {unit_name.lower()}"):
        office = office[: -len(unit_name)].strip()
    if office.lower().startswith("phó "):
        return [f"KT. {office[4:].upper()}", office.upper()]
    return [office.upper() or "THỦ TRƯỞNG ĐƠN VỊ"]


@dataclass(frozen=True)
class _Line:
    """One line of the score annex."""

    cells: list[str]
    is_strong: bool = False


def _score_annex(assessment: Assessment) -> list[Block]:
    """The unit's own column, criterion by criterion, with figures and proof."""
    lines = _score_lines(assessment)
    columns = [
        ("Mã", 7, "center"),
        ("Tiêu chí", 34, "left"),
        ("Điểm tối đa", 9, "right"),
        ("Số liệu, cách tính", 23, "left"),
        ("Tự chấm", 9, "right"),
        ("Minh chứng", 18, "left"),
    ]
    strong = [place for place, line in enumerate(lines) if line.is_strong]
    rows = [line.cells for line in lines]
    return [
        heading("Phụ lục", centred=True),
        table(columns, rows, caption="BẢNG TỰ CHẤM ĐIỂM", strong=strong, small=True),
    ]


def _score_lines(assessment: Assessment) -> list[_Line]:
    round_ = assessment.round
    if round_.criteria_set is None:
        return []
    leaves = [
        leaf
        for leaf in leaves_of(round_.criteria_set, round_.period.kind)
        if leaf.applies_to_unit(assessment.unit.kind)
    ]
    rows = Answer.objects.filter(assessment=assessment).prefetch_related("evidence")
    answers = {row.criterion_id: row for row in rows}
    groups = {row.pk: row for row in Criterion.objects.filter(criteria_set=round_.criteria_set_id)}
    lines: list[_Line] = []
    seen: set[int | None] = set()
    for leaf in leaves:
        parent = leaf.parent_id
        if parent is not None and parent not in seen:
            inside = [one for one in leaves if one.parent_id == parent and one.is_standard]
            lines.append(_group_line(groups[parent], inside, answers))
        seen.add(parent)
        lines.append(_leaf_line(leaf, answers.get(leaf.pk)))
    return lines + _total_lines(leaves, answers)


def _counted(leaves: list[Criterion], answers: dict[int, Answer]) -> tuple[Decimal, Decimal]:
    """The maximum that applies and the points, leaves that do not apply left out."""
    counted = [leaf for leaf in leaves if leaf.pk not in answers or answers[leaf.pk].counts]
    points = [answers[leaf.pk].points for leaf in counted if leaf.pk in answers]
    return (
        sum((leaf.max_points for leaf in counted), Decimal(0)),
        sum((one for one in points if one is not None), Decimal(0)),
    )


def _group_line(group: Criterion, inside: list[Criterion], answers: dict[int, Answer]) -> _Line:
    assigned, points = _counted(inside, answers)
    return _Line([group.code, group.text, shown(assigned), "", shown(points), ""], is_strong=True)


def _leaf_line(leaf: Criterion, answer: Answer | None) -> _Line:
    if answer is None:
        return _Line([leaf.code, leaf.text, shown(leaf.max_points), "", NOTHING, ""])
    if not answer.counts:
        why = f"Không áp dụng: {answer.not_applicable_reason}"
        return _Line([leaf.code, leaf.text, shown(leaf.max_points), why, NOTHING, ""])
    proof = "; ".join(_proof(row) for row in answer.evidence.all())
    said = answer.formula or answer.words
    cells = [leaf.code, leaf.text, shown(leaf.max_points), said, figure(answer.points), proof]
    return _Line(cells)


def _proof(evidence: Evidence) -> str:
    """A document by number and date, everything else by its title."""
    if evidence.kind != Evidence.Kind.DOCUMENT:
        return evidence.title
    day = f" ngày {vietnamese.date_short(evidence.date)}" if evidence.date else ""
    issuer = f" của {evidence.issuer}" if evidence.issuer else ""
    return f"{evidence.number}{day}{issuer}"


def _total_lines(leaves: list[Criterion], answers: dict[int, Answer]) -> list[_Line]:
    standard = [leaf for leaf in leaves if leaf.is_standard]
    outside = [leaf for leaf in leaves if not leaf.is_standard]
    assigned, points = _counted(standard, answers)
    lines = [_Line(["", "Tổng điểm chuẩn", shown(assigned), "", shown(points), ""], True)]
    if outside:
        extra = _counted(outside, answers)[1]
        lines.append(_Line(["", "Điểm thưởng, điểm trừ", "", "", shown(extra), ""], True))
        lines.append(_Line(["", "TỔNG CỘNG", "", "", shown(points + extra), ""], True))
    return lines
