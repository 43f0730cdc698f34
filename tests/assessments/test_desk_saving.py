"""The officer's desk: what is typed is kept, worked out, and never overwritten unseen."""

from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.models import TargetProgress
from assessments.queries import registrations
from tests.assessments.factories import AnswerFactory, CriterionFactory

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}
PROPORTIONAL = [{"kind": "proportional", "label": "Giải ngân", "params": {"points": "60"}}]
BAD = {
    "âm": ("-1", "không được âm"),
    "chữ": ("chín mươi", "không phải là số"),
    "lũy thừa": ("1e309", "lũy thừa"),
    "quá dài": ("9" * 10000, "dài"),
    "hai cách hiểu": ("1.234", "hai cách"),
}


def address(world, name: str, *more) -> str:
    row = world.scoring.assessment
    at = [world.province.slug, world.bloc.slug, world.year.slug, row.pk]
    return reverse(f"assessments:{name}", args=[*at, *more])


@pytest.fixture
def desk(client, world):
    """The officer at the desk of the unit's draft."""
    client.force_login(world.people["officer"])
    return client


@pytest.fixture
def disbursed(world):
    """An empty answer to a criterion of one ratio, sixty points."""
    leaf = CriterionFactory(
        criteria_set=world.scoring.criteria,
        code="9.1",
        kind="proportional",
        max_points=60,
        parts=PROPORTIONAL,
        evidence_asked="Báo cáo của Kho bạc",
    )
    return AnswerFactory(assessment=world.scoring.assessment, criterion=leaf)


@pytest.mark.parametrize("typed", ["97,5", "97.5", " 97,50 "])
def test_figures_are_kept_and_worked_out(desk, world, disbursed, typed):
    values = {"revision": 1, "p0-target": "100", "p0-actual": typed, "words": "Đạt tốt."}

    told = desk.post(address(world, "save_answer", disbursed.pk), values, **JSON).json()

    disbursed.refresh_from_db()
    assert disbursed.figures == [{"target": "100", "actual": "97.5"}]
    assert (disbursed.points, disbursed.words) == (Decimal("58.50"), "Đạt tốt.")
    assert disbursed.updated_by == world.people["officer"]
    assert (told["revision"], told["points"], told["lacks"]) == (2, "58,50", [])
    assert "97,5 / 100" in told["formula"]
    assert (
        told["total"] == "95,50"
    )  # four leaves of eight points, a bonus held at five, and this one
    assert (told["assigned"], told["lacking"]) == ("100", "Đủ các mục bắt buộc")
    world.scoring.assessment.refresh_from_db()
    assert world.scoring.assessment.started_at


@pytest.mark.parametrize(("typed", "sentence"), BAD.values(), ids=BAD)
def test_bad_figure_is_a_sentence_at_its_field_and_nothing_is_lost(
    desk, world, disbursed, typed, sentence
):
    url = address(world, "save_answer", disbursed.pk)
    values = {"revision": 1, "p0-target": "100", "p0-actual": typed, "words": "Của tôi."}

    answer, plain = desk.post(url, values, **JSON), desk.post(url, values)

    assert answer.status_code == plain.status_code == 422
    assert set(answer.json()["errors"]) == {"p0-actual"}
    assert sentence in answer.json()["errors"]["p0-actual"][0]
    assert typed in plain.text
    assert "Của tôi." in plain.text
    disbursed.refresh_from_db()
    assert (disbursed.figures, disbursed.words) == ([], "")


@pytest.mark.parametrize("typed", ["10,01", "-0,5", "9,999"])
def test_typed_points_stay_within_the_maximum(desk, world, typed):
    row = world.scoring.answer
    url = address(world, "save_answer", row.pk)

    answer = desk.post(url, {"revision": 1, "p0-points": typed, "words": ""}, **JSON)

    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {"p0-points"}
    row.refresh_from_db()
    assert row.points == Decimal("8.00")


def test_too_many_words_are_refused_and_shown_again(desk, world):
    row, words = world.scoring.answer, "ă" * 10000
    url = address(world, "save_answer", row.pk)

    answer = desk.post(url, {"revision": 1, "p0-points": "8", "words": words}, **JSON)
    plain = desk.post(url, {"revision": 1, "p0-points": "8", "words": words})

    assert list(answer.json()["errors"]) == ["words"]
    assert "10000 ký tự" in answer.json()["errors"]["words"][0]
    assert words in plain.text


def test_control_characters_are_refused(desk, world):
    row = world.scoring.answer
    url = address(world, "save_answer", row.pk)

    answer = desk.post(url, {"revision": 1, "p0-points": "8\x00", "words": "a\x00b"}, **JSON)

    assert set(answer.json()["errors"]) == {"p0-points", "words"}


def test_empty_figure_is_missing_and_not_zero(desk, world, disbursed):
    values = {"revision": 1, "p0-target": "100", "p0-actual": "", "words": "Chờ số liệu."}

    told = desk.post(address(world, "save_answer", disbursed.pk), values, **JSON).json()

    disbursed.refresh_from_db()
    assert disbursed.points is None
    assert told["points"] == "–"
    assert told["lacks"]


def test_stale_save_shows_both_texts_and_keeps_the_stored_one(desk, world):
    row = world.scoring.answer
    url = address(world, "save_answer", row.pk)
    desk.post(url, {"revision": 1, "p0-points": "7", "words": "Của người khác."}, **JSON)

    mine = {"revision": 1, "p0-points": "9", "words": "Của tôi."}
    answer, plain = desk.post(url, mine, **JSON), desk.post(url, mine)

    assert answer.status_code == plain.status_code == 409
    assert answer.json()["theirs"] == {"p0-points": "7", "words": "Của người khác."}
    assert "Của người khác." in plain.text
    assert "Của tôi." in plain.text
    row.refresh_from_db()
    assert (row.words, row.points) == ("Của người khác.", Decimal("7.00"))


def test_a_refused_save_does_not_forget_over_which_text_it_was_typed(desk, world):
    url = address(world, "save_answer", world.scoring.answer.pk)
    desk.post(url, {"revision": 1, "p0-points": "7", "words": "Của người khác."}, **JSON)

    refused = desk.post(url, {"revision": 1, "p0-points": "bảy", "words": "Của tôi."})

    assert refused.status_code == 422
    assert 'name="revision" value="1"' in refused.text


def test_same_save_sent_twice_is_one_save(desk, world):
    row = world.scoring.answer
    url = address(world, "save_answer", row.pk)
    values = {"revision": 1, "p0-points": "7,5", "words": "Gửi lại sau khi mất câu trả lời."}

    first, second = desk.post(url, values, **JSON), desk.post(url, values, **JSON)

    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json()["revision"] == second.json()["revision"]


def test_two_criteria_saved_by_two_people_do_not_disturb_each_other(desk, client, world):
    first, second = world.scoring.assessment.answers.all()[:2]
    desk.post(
        address(world, "save_answer", first.pk),
        {"revision": 1, "p0-points": "7", "words": "Một"},
        **JSON,
    )
    client.force_login(world.people["leader"])

    answer = client.post(
        address(world, "save_answer", second.pk),
        {"revision": 1, "p0-points": "6", "words": "Hai"},
        **JSON,
    )

    assert answer.status_code == 200
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.words, second.words) == ("Một", "Hai")
    assert second.updated_by == world.people["leader"]


def test_session_that_ended_is_told_where_to_sign_in(client, world):
    row = world.scoring.answer
    values = {"revision": 1, "p0-points": "7", "words": "Chưa mất."}

    answer = client.post(address(world, "save_answer", row.pk), values, **JSON)

    assert answer.status_code == 401
    assert answer.json()["login"]


def test_registered_target_is_read_and_not_typed(desk, world, disbursed):
    registration, target = world.scoring.registration, world.scoring.target
    target.criterion_code, target.part, target.plan = "9.1", 0, Decimal("200")
    target.save()
    registration.move_to("submitted")

    page = desk.get(f"{address(world, 'desk')}?tieu-chi=9.1")
    values = {"revision": 1, "p0-target": "100", "p0-actual": "100", "words": ""}
    desk.post(address(world, "save_answer", disbursed.pk), values, **JSON)

    assert "theo đăng ký thi đua" in page.text
    assert 'name="p0-target"' not in page.text
    disbursed.refresh_from_db()
    assert disbursed.figures == [{"target": "200", "actual": "100"}]
    assert disbursed.points == Decimal("30.00")


def test_what_was_reached_is_typed_once_at_the_criterion(desk, world, disbursed):
    target = world.scoring.target
    target.criterion_code, target.part, target.plan = "9.1", 0, Decimal("200")
    target.save()
    world.scoring.registration.move_to("submitted")
    lack = f"{target.content}</a>: chưa có kết quả"
    assert lack in desk.get(address(world, "summary")).text

    values = {"revision": 1, "p0-actual": "190,5", "words": ""}
    desk.post(address(world, "save_answer", disbursed.pk), values, **JSON)

    summary = desk.get(address(world, "summary"))
    assert lack not in summary.text
    assert [one["actual"] for one in summary.context["target_lines"]] == ["190,5"]
    page = desk.get(f"{address(world, 'desk')}?chi-tieu={target.pk}").text
    assert "Đã ghi ở tiêu chí 9.1</dt><dd>190,5" in page
    assert registrations.year_results(world.scoring.registration) == {target.pk: Decimal("190.5")}
    TargetProgress.objects.create(
        bloc=world.bloc, assessment=world.scoring.assessment, target=target, actual=0
    )
    assert registrations.year_results(world.scoring.registration) == {target.pk: 0}


def test_without_javascript_one_button_saves_and_goes_on(desk, world):
    row = world.scoring.answer
    url = address(world, "save_answer", row.pk)

    stay = desk.post(url, {"revision": 1, "p0-points": "7", "words": ""})
    go_on = desk.post(url, {"revision": 2, "p0-points": "7", "words": "", "tiep": "1"})

    assert stay["Location"] == f"{address(world, 'desk')}?tieu-chi=I.1"
    assert go_on["Location"] == f"{address(world, 'desk')}?tieu-chi=I.2"


def test_desk_shows_one_criterion_with_the_list_beside(desk, world):
    page = desk.get(f"{address(world, 'desk')}?tieu-chi=II.1").text

    assert 'aria-current="page"' in page
    assert "37,00" in page
    for code in ("I.1", "I.2", "II.1", "II.2", "T", "P"):
        assert f"?tieu-chi={code}" in page
    assert "Lưu và sang II.2" in page
    assert page.count("btn-primary") == 2  # this one, and the question's own


def test_unknown_step_shows_the_first(desk, world):
    assert "I.1. Tiêu chí" in desk.get(f"{address(world, 'desk')}?tieu-chi=khong-co").text


def test_report_is_kept_part_by_part(desk, world):
    section = world.scoring.assessment.sections.get(key="shortfalls")
    url = address(world, "save_report", section.pk)

    answer = desk.post(url, {"revision": 1, "body": "Giải ngân còn chậm."}, **JSON)
    stale = desk.post(url, {"revision": 1, "body": "Khác."}, **JSON)

    assert (answer.status_code, stale.status_code) == (200, 409)
    section.refresh_from_db()
    assert section.body == "Giải ngân còn chậm."
    assert section.body in desk.get(f"{address(world, 'desk')}?phan=bao-cao").text


@pytest.mark.parametrize(("typed", "status"), [("96,5", 200), ("", 200), ("abc", 422)])
def test_progress_of_a_target_that_was_registered_later(desk, world, typed, status):
    target = world.scoring.target
    world.scoring.registration.move_to("submitted")
    url = address(world, "save_progress", target.pk)

    answer = desk.post(url, {"revision": 1, "actual": typed, "words": "Đúng tiến độ."}, **JSON)

    assert answer.status_code == status
    rows = TargetProgress.objects.filter(target=target)
    assert [row.words for row in rows] == (["Đúng tiến độ."] if status == 200 else [])
    if typed == "96,5":
        assert rows[0].actual == Decimal("96.5")
        page = desk.get(f"{address(world, 'desk')}?chi-tieu={target.pk}").text
        assert 'value="96,5"' in page
