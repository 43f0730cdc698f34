"""A published set changes by a new edition; a running round may be given it."""

from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from assessments import actions, queries
from assessments.models import Answer, CriteriaSet, Round, Score
from emulation_bloc.lib.states import ActionError
from tests.assessments.factories import CriteriaSetFactory, CriterionFactory
from units.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def scored(world):
    """The world's round of the year, before anybody scored."""
    Score.objects.all().delete()
    return world.scoring.round


def edition(world, reason="Theo hướng dẫn mới"):
    return actions.new_edition(world.scoring.criteria, reason=reason, by=world.people["secretary"])


def change(made, code, **values):
    made.criteria.filter(code=code).update(**values)


def published(made, world):
    actions.publish_set(made, by=world.people["head"])
    return made


def test_a_new_edition_needs_a_reason_and_begins_as_a_copy(world):
    frozen, draft = world.scoring.criteria, world.scoring.draft_set
    with pytest.raises(ActionError, match="lý do"):
        edition(world, reason="  ")
    with pytest.raises(ActionError, match="chưa ban hành"):
        actions.new_edition(draft, reason="x", by=None)

    made = edition(world)

    assert (made.edition, made.based_on, made.state) == (2, frozen, "draft")
    assert queries.changes_between(frozen, made) == []
    assert queries.previous_set(made) == frozen
    with pytest.raises(ActionError, match="Đã có dự thảo bản số 2"):
        edition(world)
    published(made, world)
    with pytest.raises(ActionError, match="bản mới hơn"):
        edition(world)


def test_what_changed_is_told_by_code_and_field(world):
    made = edition(world)
    parts = [{"kind": "yes_no", "label": "Đạt", "params": {"points": "12"}}]
    change(made, "I.1", max_points=12, kind="count", parts=parts, text="Chữ mới", method="a")
    made.criteria.get(code="II.2").delete()
    CriterionFactory(criteria_set=made, code="II.3", text="Thêm", max_points=8)

    rows = queries.changes_between(world.scoring.criteria, made)

    assert [(row.kind, row.code) for row in rows] == [
        ("changed", "I.1"),
        ("added", "II.3"),
        ("removed", "II.2"),
    ]
    told = {one.label: (one.was, one.now) for one in rows[0].differences}
    assert told == {
        "nội dung": ("Tiêu chí I.1 Hưng Yên", "Chữ mới"),
        "điểm tối đa": ("10,00", "12,00"),
        "loại": ("Đạt, không đạt", "Chấm theo số lượng"),
        "tham số": ("", "Đạt: Đạt, không đạt (điểm khi đạt: 12)"),
        "cách tính": ("", "a"),
    }
    assert rows[0].touches_scoring


def test_period_evidence_and_units_are_told_in_words(world):
    made = edition(world)
    change(made, "I.1", applies_to="year", needs_evidence=True, unit_kinds=["other", "?"])

    (row,) = queries.changes_between(world.scoring.criteria, made)

    told = {one.name: (one.was, one.now) for one in row.differences}
    assert told == {
        "applies_to": ("Cả hai kỳ", "Chỉ kỳ năm"),
        "needs_evidence": ("không", "có"),
        "unit_kinds": ("", "Khác, ?"),
    }


def test_answers_move_by_code_and_only_changed_figures_are_emptied(world, scored):
    made = edition(world)
    change(made, "I.1", max_points=12)
    change(made, "I", max_points=22)
    change(made, "I.2", text="Chữ khác")
    change(made, "II", max_points=18)
    made.criteria.get(code="II.2").delete()
    group = made.criteria.get(code="II")
    CriterionFactory(criteria_set=made, code="II.3", parent=group, max_points=8)
    published(made, world)
    before = Answer.objects.get(assessment=world.scoring.assessment, criterion__code="I.1")

    actions.apply_edition(scored, made, by=world.people["head"])

    answers = {row.criterion.code: row for row in world.scoring.assessment.answers.all()}
    assert set(answers) == {"I.1", "I.2", "II.1", "II.3", "T", "P"}
    assert {row.criterion.criteria_set_id for row in answers.values()} == {made.pk}
    emptied, kept, new = answers["I.1"], answers["I.2"], answers["II.3"]
    assert (emptied.pk, emptied.figures, emptied.points) == (before.pk, [], None)
    assert emptied.revision == before.revision + 1
    assert emptied.words == before.words
    assert list(emptied.evidence.all()) == list(before.evidence.all()) != []
    assert (kept.figures, kept.points) == ([{"points": "8"}], Decimal("8.00"))
    assert (new.figures, new.words) == ([], "")
    trail = AuditEntry.objects.filter(action="answer_dropped")
    assert {row.before["words"] for row in trail} == {"Thuyết minh II.2 Hưng Yên"}
    assert {row.reason for row in AuditEntry.objects.filter(action="edition_applied")} == {
        "Theo hướng dẫn mới"
    }
    made.refresh_from_db()
    scored.refresh_from_db()
    assert (made.state, scored.criteria_set, scored.edition_changed_at is None) == (
        "frozen",
        made,
        False,
    )


def test_every_page_of_a_return_tells_of_the_new_edition(world, scored, client):
    made = edition(world)
    change(made, "I.2", text="Chữ khác")
    published(made, world)
    client.force_login(world.people["officer"])
    row = world.scoring.assessment
    at = world.path | {"period": "2021"}
    urls = [
        row.get_absolute_url(),
        reverse("assessments:summary", kwargs=at | {"pk": row.pk}),
        reverse("assessments:round", kwargs=at),
    ]
    before = [client.get(url).content.decode() for url in urls]

    actions.apply_edition(scored, made, by=world.people["head"])

    told = "Bộ tiêu chí đã đổi sang bản số 2"
    assert [told in page for page in before] == [False] * 3
    for url in urls:
        page = client.get(url).content.decode()
        assert told in page
        assert "Theo hướng dẫn mới" in page


def test_a_return_that_was_handed_in_reopens_for_just_what_changed(world, scored):
    made = edition(world)
    change(made, "I.1", kind="count")
    published(made, world)
    handed_in = world.scoring.handed_in

    actions.apply_edition(scored, made, by=None)

    handed_in.refresh_from_db()
    assert (handed_in.state, handed_in.times_returned) == ("returned", 0)
    reopened = handed_in.answers.filter(is_reopened=True)
    assert [row.criterion.code for row in reopened] == ["I.1"]
    assert "Theo hướng dẫn mới" in reopened[0].return_reason


def test_words_alone_reopen_nothing(world, scored):
    made = edition(world)
    change(made, "I.1", text="Chữ khác")
    published(made, world)

    actions.apply_edition(scored, made, by=None)

    world.scoring.handed_in.refresh_from_db()
    assert world.scoring.handed_in.state == "submitted"


def test_an_edition_is_refused_where_it_does_not_fit(world, scored, far):
    made = edition(world)
    with pytest.raises(ActionError, match="ban hành bản mới"):
        actions.apply_edition(scored, made, by=None)
    published(made, world)
    for other in (far.scoring.criteria, CriteriaSetFactory(bloc=world.bloc, year=2019)):
        with pytest.raises(ActionError, match="không thuộc"):
            actions.apply_edition(scored, other, by=None)
    with pytest.raises(ActionError, match="không thuộc"):
        actions.apply_edition(world.scoring.half, made, by=None)
    sheet = world.scoring.sheets["appraisal_1"]
    score = Score.objects.create(
        bloc=world.bloc, sheet=sheet, criterion=world.scoring.leaves[0], points=1
    )
    with pytest.raises(ActionError, match="điểm thẩm định"):
        actions.apply_edition(scored, made, by=None)
    score.delete()
    actions.apply_edition(scored, made, by=None)
    with pytest.raises(ActionError, match="bản này hoặc bản mới hơn"):
        actions.apply_edition(scored, made, by=None)
    scored.move_to(Round.State.APPRAISAL_1)
    with pytest.raises(ActionError, match="bước tự đánh giá"):
        actions.apply_edition(scored, made, by=None)


def test_the_notice_says_when_why_and_what(world, scored):
    assert queries.edition_notice(scored) is None
    assert queries.edition_notice(world.scoring.half) is None
    made = edition(world, reason="Sửa <mức> điểm")
    change(made, "I.1", text="Chữ mới của I.1")
    published(made, world)
    actions.apply_edition(scored, made, by=None)

    notice = queries.edition_notice(Round.objects.get(pk=scored.pk))
    page = render_to_string("assessments/_edition_notice.html", {"notice": notice})

    for words in ("bản số 2", "12/7/2021", "Sửa &lt;mức&gt; điểm", "Chữ mới của I.1"):
        assert words in page
    assert render_to_string("assessments/_edition_notice.html", {"notice": None}).strip() == ""


def test_the_whole_way_by_hand(client, world, scored):
    frozen, secretary, head = (
        world.scoring.criteria,
        world.people["secretary"],
        world.people["head"],
    )
    client.force_login(secretary)
    path = world.path | {"pk": frozen.pk}
    url = reverse("assessments:criteria_edition", kwargs=path)
    assert client.post(url, {"reason": " "}).status_code == 422
    answer = client.post(url, {"reason": "Theo góp ý"})
    made = CriteriaSet.objects.get(bloc=world.bloc, year=2021, edition=2)
    assert answer["Location"] == made.get_absolute_url()
    assert client.post(url, {"reason": "Lần hai"}).status_code == 422
    change(made, "I.1", text="Đổi chữ")
    client.force_login(head)
    client.post(reverse("assessments:criteria_publish", kwargs=world.path | {"pk": made.pk}))
    assert "đang dùng bản cũ" in client.get(made.get_absolute_url()).text

    apply = reverse(
        "assessments:criteria_apply",
        kwargs=world.path | {"pk": made.pk, "period": world.year.slug},
    )
    assert "Đã áp dụng bản mới" in client.post(apply, follow=True).text

    page = client.get(made.get_absolute_url()).text
    assert "đang dùng bản cũ" not in page
    client.force_login(world.people["officer"])
    changes = reverse("assessments:criteria_changes", kwargs=world.path | {"pk": made.pk})
    text = client.get(changes).text
    assert "Theo góp ý" in text
    assert "Đổi chữ" in text
    assert "Đổi (1)" in text


def test_the_changes_page_compares_with_last_year_and_says_when_there_is_nothing(client, world):
    client.force_login(world.people["secretary"])
    draft = world.scoring.draft_set

    def page(chosen):
        path = world.path | {"pk": chosen.pk}
        return client.get(reverse("assessments:criteria_changes", kwargs=path)).text

    assert "Bản số 1 năm 2022 so với bản số 1 năm 2021" in page(draft)
    assert "Bỏ (8)" in page(draft)
    assert "Chưa có bản nào trước đó" in page(world.scoring.criteria)
    draft.criteria.all().delete()
    actions.criteria.copy_tree(world.scoring.criteria, draft)
    assert "Không có thay đổi" in page(draft)
