"""The demonstration's year of scoring: registration, reports of the half year, self-assessment,
appraisal, ranking. Every figure is invented, and pages and papers say so."""

import random
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.apps import apps

from assessments import actions
from assessments.actions import answers, evidence, returns, rounds
from assessments.formulas import Input, inputs_of
from assessments.models import (
    Answer,
    Assessment,
    AssessmentSection,
    CriteriaSet,
    Criterion,
    Round,
    Score,
    ScoreSheet,
)
from assessments.queries.columns import bases_of
from awards.management.demo.targets import TARGETS, figures
from emulation_bloc.lib import numbers
from units import actions as ground
from units.models import Appointment, Bloc, Period, Unit, User

SEED = 2021
MOVEMENT = {
    "name": "Thi đua thực hiện thắng lợi nhiệm vụ năm 2021",
    "aims": "Hoàn thành 100% chỉ tiêu kế hoạch năm",
    "launch": "Quý I/2021",
    "final_review": "Tháng 12/2021",
}
TITLE = {"subject": "unit", "name": "Tập thể lao động xuất sắc", "count": 1}
REPORT = {
    "results": "Đơn vị triển khai đầy đủ nhiệm vụ được giao; các chỉ tiêu chủ yếu đạt tiến độ.\n"
    "Cải cách hành chính, chuyển đổi số tiếp tục được đẩy mạnh.",
    "movements": "Phát động phong trào thi đua gắn với nhiệm vụ chính trị của đơn vị.",
    "shortfalls": "Một số nhiệm vụ phối hợp liên ngành còn chậm.\n"
    "Nguyên nhân: dịch Covid-19 làm gián đoạn kiểm tra, khảo sát thực tế.",
    "directions": "Tập trung hoàn thành các chỉ tiêu đã đăng ký trong thời gian còn lại.",
    "proposals": "Đề nghị Khối tổ chức thêm hoạt động trao đổi kinh nghiệm giữa các đơn vị.",
}
RULES: dict[str, Any] = {
    "bands": (
        ("Hoàn thành xuất sắc", "90", "0"),
        ("Hoàn thành tốt", "80", "0"),
        ("Hoàn thành", "70", "0"),
        ("Không hoàn thành", "0", "0"),
    ),
    "disqualifiers": (
        ("discipline", "Người đứng đầu bị kỷ luật trong năm"),
        ("no_registration", "Không đăng ký thi đua"),
    ),
    "stages": ("appraisal_1", "explanation", "appraisal_2", "agreement", "adjustment"),
}


def _dice(seed: int) -> random.Random:
    """Invented figures, the same each time."""
    return random.Random(seed)  # noqa: S311  # nothing secret hangs on them


def person(bloc: Bloc, role: str) -> User:
    """Who holds a role of the bloc."""
    return User.objects.filter(appointments__bloc=bloc, appointments__role=role).earliest("pk")


def leader(unit: Unit) -> User:
    """Who leads a unit."""
    return User.objects.filter(
        appointments__unit=unit, appointments__role=Appointment.Role.LEADER
    ).earliest("pk")


def set_criteria(bloc: Bloc) -> None:
    """The secretary reads the 1,000-point table in, the head publishes it."""
    if CriteriaSet.objects.filter(bloc=bloc).exists():
        return
    by, head = person(bloc, "secretary"), person(bloc, "head")
    ground.save_scoring_settings(bloc, RULES, starts=date(2021, 1, 4), by=head)
    made = actions.start_set(
        bloc, year=2021, title="Bộ tiêu chí chấm điểm thi đua năm 2021 (bản trình diễn)", by=by
    )
    table = Path(apps.get_app_config("assessments").path) / "data" / "criteria-1000.csv"
    intake = actions.read_criteria(made, content=table.read_bytes(), name=table.name, by=by)
    actions.take_criteria(intake, by=by)
    made.refresh_from_db()
    actions.publish_set(made, by=head)


def register(bloc: Bloc) -> None:
    """Every unit registers five targets, a movement and a title; its leader hands it in."""
    for unit in _units(bloc):
        by = leader(unit)
        made = actions.start_registration(bloc, unit, 2021, by=by)
        if made.submitted_at:
            continue
        for place, row in enumerate(TARGETS[unit.slug]):
            values = figures(row) | {"criterion_code": "1.1", "part": place}
            actions.add_registration_row(made, "targets", values=values, by=by)
        actions.add_registration_row(made, "movements", values=MOVEMENT, by=by)
        actions.add_registration_row(made, "titles", values=TITLE, by=by)
        actions.submit_registration(made, by=by)


def _units(bloc: Bloc) -> list[Unit]:
    rows = bloc.memberships.select_related("unit").order_by("position")
    return [row.unit for row in rows]


def report_half_year(bloc: Bloc, period: Period) -> None:
    """The half year is not scored: report, progress of the registered targets."""
    if Round.objects.filter(period=period).exists():
        return
    half = rounds.open_round(period, by=person(bloc, "secretary"))
    dice = _dice(SEED)
    for row in half.assessments.order_by("pk"):
        by = leader(row.unit)
        write_report(row, by)
        for progress in row.progress.select_related("target"):
            plan = progress.target.plan or Decimal(0)
            share = Decimal(dice.randint(44, 58)) / 100
            answers.save_progress(
                progress,
                actual=reached(plan * share, progress.target.measure),
                words="",
                revision=progress.revision,
                by=by,
            )
        returns.submit(row, by=by)


def write_report(assessment: Assessment, by: User) -> None:
    """The five parts of a unit's report."""
    for section in AssessmentSection.objects.filter(assessment=assessment):
        body = REPORT[section.key]
        answers.save_section(section, body=body, revision=section.revision, by=by)


def assess_year(bloc: Bloc, period: Period) -> None:
    """Seven units hand in; Sở Xây dựng is still writing, another waits for its leader."""
    if Round.objects.filter(period=period).exists():
        return
    opened = rounds.open_round(period, by=person(bloc, "secretary"))
    for row in opened.assessments.select_related("unit").order_by("pk"):
        is_last = row.unit.slug == "so-xay-dung"
        fill(row, part=Decimal("0.6") if is_last else Decimal(1))
        if is_last:
            continue
        if row.unit.slug == "cuc-qltt":
            returns.present(row, by=User.objects.get(username="canbo.qltt"))
            continue
        returns.submit(row, by=leader(row.unit))


def fill(assessment: Assessment, *, part: Decimal = Decimal(1)) -> None:
    """Figures, words and a document as proof for the first `part` of the leaves."""
    by = leader(assessment.unit)
    dice = _dice(SEED * 100 + assessment.unit_id)
    strength = dice.uniform(0.55, 1.0)
    rows = list(assessment.answers.select_related("criterion").order_by("criterion__position"))
    write_report(assessment, by)
    for answer in rows[: int(len(rows) * part)]:
        leaf = answer.criterion
        if leaf.code == "1.3" and assessment.unit.slug == "cuc-qltt":
            reason = "Đơn vị không được giao vốn đầu tư công."
            answers.ask_not_applicable(answer, reason=reason, by=by)
            secretary = person(assessment.bloc, "secretary")
            reply = "Đồng ý, đã đối chiếu quyết định giao vốn."
            answers.decide_not_applicable(answer, is_agreed=True, reply=reply, by=secretary)
            continue
        words = (
            f"Kết quả thực hiện tiêu chí {leaf.code} theo báo cáo của đơn vị (số liệu giả định)."
        )
        answers.save_answer(
            answer,
            figures=invented(answer, dice, strength),
            words=words,
            revision=answer.revision,
            by=by,
        )
        _prove(answer, by)


def _prove(answer: Answer, by: User) -> None:
    number = f"{100 + answer.criterion.position}/BC-{2021}"
    evidence.add_document(
        answer,
        number=number,
        date=date(2021, 10, 29),
        issuer=answer.assessment.unit_short_name,
        title=f"Báo cáo kết quả tiêu chí {answer.criterion.code}",
        by=by,
    )


def invented(answer: Answer, dice: random.Random, strength: float) -> list[dict[str, str]]:
    """Plausible figures for every part of a leaf: better units reach more of what they aim at."""
    leaf = answer.criterion
    given = []
    for place, inputs in enumerate(inputs_of(leaf.kind, leaf.parts)):
        kind = leaf.parts[place]["kind"] if leaf.parts else ""
        plan, measure = Decimal(100), ""
        if leaf.code == "1.1":
            _words, measure, _base, aimed, _source = TARGETS[answer.assessment.unit.slug][place]
            plan = Decimal(aimed)
        row = {"target": numbers.plain(plan)} if any(i.name == "target" for i in inputs) else {}
        for one in inputs:
            if one.name == "actual":
                most = 1.08 if leaf.code == "1.1" else 1.0
                share = Decimal(str(round(dice.uniform(0.84 + strength / 8, most), 3)))
                row["actual"] = numbers.plain(reached(plan * share, measure))
            elif one.name != "target":
                row[one.name] = _figure(one, kind, dice, strength)
        given.append(row)
    return given


def reached(value: Decimal, measure: str) -> Decimal:
    """A result as its measure is counted: things whole, rates of at most 100 %."""
    if measure == "%":
        return min(numbers.rounded(value, 1), Decimal(100))
    return numbers.rounded(value, 1 if "/" in measure else 0)


def _figure(one: Input, kind: str, dice: random.Random, strength: float) -> str:
    """A count, a class, a yes or a no. What is deducted for is rare."""
    is_good = dice.random() < strength
    if one.kind == "choice":
        return one.choices[0 if is_good else min(1, len(one.choices) - 1)][0]
    if one.kind == "yes_no":
        return "yes" if is_good or dice.random() < 0.6 else "no"
    if kind in {"deduction", "penalty"}:
        return "0" if is_good or "sai phạm" in one.label.lower() else "1"
    if kind == "lateness":
        return "0"
    return str(dice.randint(1, 3) if is_good else dice.randint(0, 2))


def appraise(bloc: Bloc, period: Period) -> None:
    """The last two hand in, the first appraisal is drawn and half done."""
    scored = Round.objects.get(period=period)
    if not scored.is_collecting:
        return
    for row in scored.assessments.exclude(state=Assessment.State.SUBMITTED).select_related("unit"):
        if row.unit.slug == "so-xay-dung":
            fill(row)
        row.refresh_from_db()
        returns.submit(row, by=leader(row.unit))
    secretary = person(bloc, "secretary")
    scored.refresh_from_db()
    actions.advance(scored, by=secretary)
    actions.draw(scored, by=secretary)
    sheets = scored_sheets(scored, "appraisal_1")
    for sheet in sheets[: len(sheets) // 2]:
        judge(sheet)


def scored_sheets(scored: Round, stage: str) -> list[ScoreSheet]:
    """The columns of a stage, in the order of the units."""
    rows = ScoreSheet.objects.filter(assessment__round=scored, stage=stage)
    return list(rows.select_related("assessment__round", "bloc", "appraiser").order_by("pk"))


def judge(sheet: ScoreSheet) -> None:
    """The appraiser accepts most scores and lowers a few, with a reason."""
    if sheet.state != ScoreSheet.State.OPEN or sheet.appraiser is None:
        return
    dice = _dice(SEED + sheet.pk)
    given = {row.criterion_id: row for row in Score.objects.filter(sheet=sheet)}
    leaves = {row.pk: row for row in Criterion.objects.filter(pk__in=bases_of(sheet))}
    for key, was in bases_of(sheet).items():
        lowers = was is not None and was > 2 and dice.random() < 0.12
        values = {
            "points": was - 1 if was and lowers else was or Decimal(0),
            "reason": "Số liệu trong báo cáo chưa khớp với minh chứng." if lowers else "",
        }
        revision = given[key].revision if key in given else 1
        by = sheet.appraiser
        actions.save_score(sheet, leaves[key], values=values, revision=revision, by=by)
    sheet.refresh_from_db()
    actions.finish_sheet(sheet, by=sheet.appraiser)


def rank(bloc: Bloc, period: Period) -> None:
    """Every stage to its end; the head closes the round."""
    scored = Round.objects.get(period=period)
    if scored.is_closed:
        return
    secretary, head = person(bloc, "secretary"), person(bloc, "head")
    while scored.state != Round.State.ADJUSTMENT:
        if scored.state in {Round.State.APPRAISAL_1, Round.State.APPRAISAL_2}:
            if scored_sheets(scored, scored.state)[0].appraiser is None:
                actions.draw(scored, by=secretary)
            for sheet in scored_sheets(scored, scored.state):
                judge(sheet)
        actions.advance(scored, by=secretary)
        scored.refresh_from_db()
    for assessment in scored.assessments.select_related("unit", "round", "bloc"):
        for code, _words in scored.settings.disqualifiers:
            actions.decide_disqualification(
                assessment, code=code, is_met=False, ground="", evidence=None, by=secretary
            )
    actions.close_round(scored, by=head)
