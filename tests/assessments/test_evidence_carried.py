"""Evidence that is taken over into the next period, and two who write at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from assessments.actions import evidence as actions
from assessments.models import Answer, Evidence
from emulation_bloc.lib.states import ActionError
from tests.assessments.evidence_files import PDF
from tests.assessments.factories import (
    AnswerFactory,
    AssessmentFactory,
    EvidenceFactory,
    RoundFactory,
)
from tests.factories import DAY, make_user, trail


@pytest.fixture
def earlier(db):
    """The half year's answer, handed in."""
    return AnswerFactory(assessment__state="submitted")


@pytest.fixture
def answer(earlier):
    """The same unit's answer in a later period."""
    bloc = earlier.bloc
    later = RoundFactory(bloc=bloc, period__slug="2022", criteria_set__year=2022)
    return AnswerFactory(assessment=AssessmentFactory(round=later, unit=earlier.assessment.unit))


@pytest.fixture
def by(answer):
    return make_user("officer", answer.assessment.unit)


def of(answer, **fields) -> Evidence:
    assessment = answer.assessment
    row = EvidenceFactory(period=assessment.round.period, unit=assessment.unit, **fields)
    row.answers.add(answer)
    return row


def test_still_valid_evidence_becomes_new_rows_with_the_same_bytes(answer, earlier, by):
    file = of(earlier, kind="file", valid_until=DAY)
    document = of(earlier, number="1/QĐ", date=date(2021, 3, 1))
    of(earlier, number="2/QĐ", valid_until=date(2021, 7, 11))

    made = actions.carry_over(answer, earlier, by=by)

    assert [row.carried_from for row in made] == [file, document]
    assert list(answer.evidence.all()) == made
    assert (made[0].file, made[0].sha256, made[0].size) == (file.file, file.sha256, file.size)
    assert {row.period for row in made} == {answer.assessment.round.period}
    assert earlier.evidence.count() == 3


def test_twice_does_nothing_new(answer, earlier, by):
    of(earlier, kind="file")
    of(earlier, kind="link")
    actions.carry_over(answer, earlier, by=by)

    assert actions.carry_over(answer, earlier, by=by) == []

    assert answer.evidence.count() == 2
    assert trail(answer.bloc).count("evidence_carried") == 1


def test_two_criteria_share_what_was_carried_over_once(answer, earlier, by):
    of(earlier, kind="file")
    actions.carry_over(answer, earlier, by=by)
    other = AnswerFactory(assessment=answer.assessment)

    assert actions.carry_over(other, earlier, by=by) == []

    assert list(other.evidence.all()) == list(answer.evidence.all())


def test_it_counts_in_the_room_of_the_new_period(answer, earlier, by, settings):
    of(earlier, kind="file", size=100)
    of(earlier, kind="file", size=100, sha256="ee" * 32)
    settings.EVIDENCE_PERIOD_BYTES = 199

    with pytest.raises(ActionError, match="Không đủ chỗ"):
        actions.carry_over(answer, earlier, by=by)

    assert answer.evidence.count() == 0


def test_bytes_stay_while_either_period_needs_them(
    answer, earlier, by, django_capture_on_commit_callbacks
):
    of(earlier, kind="file")
    (made,) = actions.carry_over(answer, earlier, by=by)

    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_evidence(made, by=by)

    assert default_storage.exists(made.file)


def test_nothing_comes_from_another_unit_or_into_what_is_handed_in(answer, earlier, by):
    with pytest.raises(ActionError, match="chính đơn vị"):
        actions.carry_over(answer, AnswerFactory(), by=by)
    with pytest.raises(ActionError, match="không thay đổi được"):
        actions.carry_over(earlier, answer, by=by)


def try_to_add(turn: tuple[int, int]) -> str:
    answer_id, number = turn
    content = PDF + b"\n" * number
    new = actions.NewFile(f"{number}.pdf", "application/pdf", ".pdf", content)
    try:
        actions.add_file(Answer.objects.get(pk=answer_id), upload=new, by=None)
    except ActionError:
        return "refused"
    finally:
        connection.close()
    return "kept"


@pytest.mark.django_db(transaction=True)
def test_uploads_at_once_do_not_pass_the_room_together(settings):
    settings.EVIDENCE_PERIOD_BYTES = 3 * len(PDF) + 30
    answer = AnswerFactory()

    with ThreadPoolExecutor(6) as threads:
        told = list(threads.map(try_to_add, [(answer.pk, number) for number in range(6)]))

    assert sorted(told) == ["kept"] * 3 + ["refused"] * 3
    assert answer.evidence.count() == 3
    assert sum(row.size for row in Evidence.objects.all()) <= settings.EVIDENCE_PERIOD_BYTES


@pytest.mark.django_db(transaction=True)
def test_same_file_sent_twice_at_once_is_kept_once():
    answer = AnswerFactory()

    with ThreadPoolExecutor(4) as threads:
        told = list(threads.map(try_to_add, [(answer.pk, 1)] * 4))

    assert told == ["kept"] * 4
    assert answer.evidence.count() == 1
    assert default_storage.exists(answer.evidence.get().file)
