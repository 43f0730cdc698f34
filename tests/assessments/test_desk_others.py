"""What does not apply, what last time said, what hangs on the other units."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.actions import answers, returns, rounds
from assessments.actions.stages import advance
from assessments.models import Answer, PastRecord, Score, ScoreSheet
from assessments.queries.leaves import standing_of
from emulation_bloc.lib.states import ActionError
from tests.assessments.factories import (
    AnswerFactory,
    AssessmentFactory,
    CriteriaSetFactory,
    CriterionFactory,
    EvidenceFactory,
    RoundFactory,
)
from tests.factories import PeriodFactory, trail

pytestmark = pytest.mark.django_db
Says = Answer.NotApplicable
RELATIVE = [{"kind": "relative", "label": "Thu ngân sách", "params": {"points": "8"}}]


def address(world, name: str, *more) -> str:
    row = world.scoring.assessment
    at = [world.province.slug, world.bloc.slug, world.year.slug, row.pk]
    return reverse(f"assessments:{name}", args=[*at, *more])


@pytest.fixture
def officer(world):
    return world.people["officer"]


def fresh(answer: Answer) -> Answer:
    return Answer.objects.select_related("criterion", "assessment__round__period").get(pk=answer.pk)


def test_agreed_leaf_leaves_numerator_and_denominator(world, officer):
    row, by = world.scoring.answer, world.people["secretary"]
    answers.ask_not_applicable(row, reason="Không được giao vốn.", by=officer)
    before = standing_of(world.scoring.assessment).totals

    answers.decide_not_applicable(fresh(row), is_agreed=True, reply="Đúng.", by=by)

    after = standing_of(world.scoring.assessment).totals
    assert (before.standard, before.assigned) == (Decimal(32), Decimal(40))
    assert (after.standard, after.assigned, after.full) == (24, 30, 40)
    assert after.rate == Decimal("80.00")
    assert trail(world.bloc)[-2:] == ["not_applicable_asked", "not_applicable_decided"]


def test_refused_and_withdrawn_leaf_counts(world, officer):
    row, by = world.scoring.answer, world.people["secretary"]
    answers.ask_not_applicable(row, reason="Không có.", by=officer)
    answers.decide_not_applicable(fresh(row), is_agreed=False, reply="Có được giao.", by=by)
    assert fresh(row).not_applicable == Says.REFUSED
    assert fresh(row).counts

    answers.decide_not_applicable(fresh(row), is_agreed=True, reply="Đã xem lại.", by=by)
    answers.withdraw_not_applicable(fresh(row), by=officer)

    assert fresh(row).not_applicable == Says.NO
    assert fresh(row).words == world.scoring.answer.words


def test_each_step_of_a_request_happens_once(world, officer):
    row, by = world.scoring.answer, world.people["secretary"]
    with pytest.raises(ActionError, match="đang được áp dụng"):
        answers.withdraw_not_applicable(fresh(row), by=officer)
    with pytest.raises(ActionError, match="đã được xử lý hoặc đã rút"):
        answers.decide_not_applicable(fresh(row), is_agreed=True, reply="x", by=by)
    answers.ask_not_applicable(row, reason="Không có.", by=officer)
    with pytest.raises(ActionError, match="đã được đề nghị"):
        answers.ask_not_applicable(fresh(row), reason="Không có.", by=officer)
    answers.decide_not_applicable(fresh(row), is_agreed=True, reply="x", by=by)
    with pytest.raises(ActionError, match="đã được xử lý"):
        answers.decide_not_applicable(fresh(row), is_agreed=True, reply="x", by=by)


def test_secretary_reads_code_unit_and_reason_alone(client, world, officer):
    row = world.scoring.answer
    answers.ask_not_applicable(row, reason="Không được giao vốn.", by=officer)
    client.force_login(world.people["secretary"])
    at = [world.province.slug, world.bloc.slug, world.year.slug]

    page = client.get(reverse("assessments:not_applicable", args=at)).text
    done = client.post(
        reverse("assessments:decide_not_applicable", args=[*at, row.pk]),
        {f"{row.pk}-is_agreed": "1", f"{row.pk}-reply": "Đồng ý."},
    )

    assert "Không được giao vốn." in page
    assert row.words not in page
    assert "8,00" not in page
    assert done.status_code == 302
    assert fresh(row).not_applicable == Says.AGREED


def test_reason_that_is_too_long_is_shown_again(client, world, officer):
    client.force_login(officer)
    long = "dài " * 400

    answer = client.post(
        address(world, "ask_not_applicable", world.scoring.answer.pk), {"reason": long}
    )

    assert answer.status_code == 422
    assert long.strip() in answer.text
    assert fresh(world.scoring.answer).not_applicable == Says.NO


@pytest.fixture
def last_year(world):
    """The unit's answer on the same criterion in the year before, with two pieces of evidence."""
    criteria = CriteriaSetFactory(bloc=world.bloc, year=2020, state="frozen")
    period = PeriodFactory(
        bloc=world.bloc,
        kind="year",
        slug="2020",
        name="Năm 2020",
        starts=date(2020, 1, 1),
        ends=date(2020, 12, 31),
    )
    old = RoundFactory(bloc=world.bloc, period=period, criteria_set=criteria)
    row = AnswerFactory(
        assessment=AssessmentFactory(round=old, unit=world.units[1], state="submitted"),
        criterion=CriterionFactory(criteria_set=criteria, code="I.1"),
        figures=[{"points": "10"}],
        points=10,
        words="Năm ngoái đã làm tốt.",
    )
    for number, until in (("1/QĐ", None), ("2/QĐ", date(2021, 1, 31))):
        proof = EvidenceFactory(
            bloc=world.bloc,
            period=period,
            unit=world.units[1],
            number=number,
            valid_until=until,
        )
        proof.answers.add(row)
    return row


def test_same_as_last_time_carries_words_and_valid_evidence_never_a_score(
    client, world, officer, last_year
):
    client.force_login(officer)
    row = world.scoring.answer
    page = client.get(f"{address(world, 'desk')}?tieu-chi=I.1").text
    assert "Năm 2020: 10,00 điểm" in page

    client.post(address(world, "reuse", row.pk))
    client.post(address(world, "reuse", row.pk))

    now = fresh(row)
    assert now.words == f"{row.words}\n\nNăm ngoái đã làm tốt."
    assert (now.points, now.figures) == (row.points, row.figures)
    numbers = sorted(now.evidence.values_list("number", flat=True))
    assert numbers == sorted(["1/QĐ", world.scoring.evidence.number])


def test_words_of_an_old_score_sheet_are_carried_over_by_code(world, officer):
    line = {"code": "I.2", "text": "Cũ", "max": "10", "points": "9,5", "words": "Theo bảng cũ."}
    PastRecord.objects.filter(unit=world.units[1]).update(lines=[line])
    row = world.scoring.assessment.answers.all()[1]
    row.words = ""
    row.save()

    answers.reuse(row, by=officer)

    assert fresh(row).words == "Theo bảng cũ."


def test_nothing_to_carry_over_is_said(world, officer):
    with pytest.raises(ActionError, match="Kỳ trước không có"):
        answers.reuse(world.scoring.answer, by=officer)


@pytest.fixture
def rivals(world):
    """A bloc-relative criterion in both returns: one ten per cent over plan, the other twenty."""
    leaf = CriterionFactory(
        criteria_set=world.scoring.criteria,
        code="R",
        kind="relative",
        max_points=8,
        parts=RELATIVE,
    )
    made = []
    for row, actual in ((world.scoring.assessment, "110"), (world.scoring.handed_in, "120")):
        figures = [{"target": "100", "actual": actual}]
        answer = AnswerFactory(assessment=row, criterion=leaf, figures=figures)
        made.append(answer)
    return made


def test_before_closing_only_what_is_sure_is_shown(world, officer, rivals):
    own, _theirs = rivals
    figures = [{"target": "100", "actual": "110"}]

    answers.save_answer(own, figures=figures, words="", revision=1, by=officer)
    sure = fresh(own)
    Answer.objects.filter(pk=_theirs.pk).update(figures=[{"target": "100", "actual": "500"}])
    answers.save_answer(fresh(own), figures=figures, words="", revision=2, by=officer)

    assert (sure.points, sure.is_provisional) == (Decimal("4.00"), True)
    again = fresh(own)
    assert (again.points, again.formula) == (sure.points, sure.formula)


def test_closing_self_assessment_settles_bloc_relative_points(world, rivals, stand_on):
    own, theirs = rivals
    returns.submit(world.scoring.assessment, by=world.people["leader"])
    Score.objects.all().delete()
    ScoreSheet.objects.all().delete()  # the world's stand in every stage already

    stand_on(date(2021, 12, 2))

    advance(world.scoring.round, by=world.people["secretary"])

    assert (fresh(theirs).points, fresh(theirs).is_provisional) == (Decimal("8.00"), False)
    assert (fresh(own).points, fresh(own).is_provisional) == (Decimal("6.00"), False)
    rounds.settle(world.scoring.round)
    assert fresh(own).points == Decimal("6.00")


def test_who_has_not_handed_in_stands_in_no_comparison(world, rivals):
    own, theirs = rivals
    own.figures = [{"target": "100", "actual": "900"}]
    own.save()
    world.scoring.round.move_to("appraisal_1")

    rounds.settle(world.scoring.round)

    assert fresh(theirs).points == Decimal("8.00")
    assert fresh(own).points is None
