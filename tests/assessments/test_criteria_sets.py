"""Drafts of criteria sets: begun, edited, published, offered, copied; who sees them."""

from decimal import Decimal

import pytest
from django.urls import reverse

from assessments import actions, queries
from assessments.models import CriteriaSet, Criterion
from emulation_bloc.lib.revisions import StaleRevisionError
from emulation_bloc.lib.states import ActionError
from tests.assessments.factories import CriteriaSetFactory, CriterionFactory
from tests.worlds import World, make_world
from units.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    """A draft with one group of two leaves and a bonus: 20 + 5."""
    made = CriteriaSetFactory()
    group = CriterionFactory(criteria_set=made, code="I", kind="group", max_points=20, position=1)
    for place, code in enumerate(["1.1", "1.2"], start=2):
        CriterionFactory(criteria_set=made, parent=group, code=code, position=place)
    CriterionFactory(criteria_set=made, parent=group, code="T1", kind="bonus", position=4)
    return made


def codes(criteria_set):
    return [node.criterion.code for node in queries.tree_of(criteria_set).nodes]


def leaf(draft, **values):
    start = {
        "code": "1.3",
        "text": "Tiêu chí mới",
        "max_points": Decimal(5),
        "kind": "yes_no",
        "parent_id": None,
        "parts": [],
    }
    return actions.add_criterion(draft, values=start | values, by=None)


def test_sums_leave_bonus_and_penalty_out_and_are_exact_in_hundredths(draft):
    assert queries.tree_of(draft).problems == []
    Criterion.objects.filter(code="1.1").update(max_points=Decimal("9.99"))

    tree = queries.tree_of(draft)

    (problem,) = tree.problems
    assert "Nhóm I ghi 20,00 điểm" in problem
    assert "19,99" in problem
    assert tree.total() == Decimal("19.99")
    assert tree.outside("bonus") == 10


def test_a_set_says_everything_that_is_wrong_at_once(draft):
    bad = [{"kind": "proportional", "params": {"points": "99"}}]
    Criterion.objects.filter(code="1.1").update(max_points=0)
    Criterion.objects.filter(code="1.2").update(parts=bad, code="t1")

    problems = " ".join(queries.tree_of(draft).problems)

    for words in ("Nhóm I", "Điểm tối đa bằng 0", "t1: Phần 1", "dễ nhầm"):
        assert words in problems
    with pytest.raises(ActionError, match="Chưa ban hành được"):
        actions.publish_set(draft, by=None)
    empty = CriteriaSetFactory(year=2030)
    assert queries.tree_of(empty).problems == ["Chưa có tiêu chí."]


def test_a_year_has_one_set_and_a_dropped_draft_frees_it(draft):
    with pytest.raises(ActionError, match="đã có bộ tiêu chí"):
        actions.start_set(draft.bloc, year=2021, title="Hai", by=None)
    actions.drop_set(draft, by=None)

    again = actions.start_set(draft.bloc, year=2021, title="Hai", by=None)

    assert (again.edition, again.reason) == (2, "Lập lại sau khi bỏ dự thảo trước.")
    with pytest.raises(ActionError):
        actions.drop_set(draft, by=None)


def test_criteria_are_added_moved_and_deleted_in_the_order_of_the_tree(draft):
    group = draft.criteria.get(code="I")
    made = leaf(draft, parent_id=group.pk)
    assert codes(draft) == ["I", "1.1", "1.2", "T1", "1.3"]

    actions.move_criterion(made, up=True, by=None)
    assert codes(draft) == ["I", "1.1", "1.2", "1.3", "T1"]
    actions.move_criterion(draft.criteria.get(code="1.1"), up=True, by=None)  # the first stays
    actions.delete_criterion(draft.criteria.get(code="1.2"), by=None)

    assert codes(draft) == ["I", "1.1", "1.3", "T1"]
    assert list(draft.criteria.values_list("position", flat=True)) == [1, 2, 3, 4]
    actions.delete_criterion(group, by=None)
    assert codes(draft) == []


def test_a_code_stands_once_and_a_group_not_in_itself(draft):
    group = draft.criteria.get(code="I")
    with pytest.raises(ActionError, match="đã có"):
        leaf(draft, code="1.1")
    inner = leaf(draft, code="II", kind="group", parent_id=group.pk)

    for values, words in (
        ({"parent_id": inner.pk}, "trong chính nó"),
        ({"kind": "yes_no"}, "tiêu chí con"),
        ({"parent_id": CriterionFactory(kind="group").pk}, "không thuộc"),
        ({"parent_id": draft.criteria.get(code="1.1").pk}, "không thuộc"),
    ):
        with pytest.raises(ActionError, match=words):
            actions.save_criterion(group, values=values, revision=draft.revision, by=None)


def test_a_stale_save_is_refused_and_the_same_save_twice_is_not(draft):
    row = draft.criteria.get(code="1.1")
    values = {"text": "Một"}
    seen = draft.revision
    assert actions.save_criterion(row, values=values, revision=seen, by=None) == seen + 1
    assert actions.save_criterion(row, values=values, revision=seen, by=None) == seen + 1

    with pytest.raises(StaleRevisionError) as stale:
        actions.save_criterion(row, values={"text": "Hai"}, revision=seen, by=None)

    assert stale.value.row.text == "Một"
    assert AuditEntry.objects.filter(action="criterion_saved").count() == 1


def test_a_published_set_is_never_edited(draft):
    actions.publish_set(draft, by=None)
    row = draft.criteria.get(code="1.1")

    for act in (
        lambda: leaf(draft),
        lambda: actions.save_criterion(row, values={"text": "x"}, revision=1, by=None),
        lambda: actions.move_criterion(row, up=False, by=None),
        lambda: actions.delete_criterion(row, by=None),
        lambda: actions.save_set(draft, values={"title": "x"}, revision=1, by=None),
        lambda: actions.publish_set(CriteriaSet.objects.get(pk=draft.pk), by=None),
    ):
        with pytest.raises(ActionError):
            act()


def test_publishing_writes_who_and_when_once(draft, world):
    head = world.people["head"]
    twin = CriteriaSet.objects.get(pk=draft.pk)

    actions.publish_set(draft, by=head)
    with pytest.raises(ActionError):
        actions.publish_set(twin, by=head)

    draft.refresh_from_db()
    assert (draft.state, draft.published_by) == ("published", head)
    line = AuditEntry.objects.get(action="criteria_published")
    assert line.after == {"leaves": 3, "total": "20.00"}


def test_a_copy_has_the_same_tree_and_nothing_in_common(draft):
    parts = [{"kind": "yes_no", "label": "a", "params": {"points": "10"}}]
    Criterion.objects.filter(code="1.1").update(parts=parts)
    actions.publish_set(draft, by=None)

    copy = actions.start_set(draft.bloc, year=2022, title="Mới", source=draft, by=None)

    assert queries.changes_between(draft, copy) == []
    assert copy.criteria.get(code="1.1").parts == parts
    assert copy.criteria.get(code="1.1").parent.criteria_set == copy


def neighbour(world: World) -> World:
    return make_world(mark="Láng Giềng", units=2, bloc="van-hoa", province=world.province)


def test_another_bloc_may_copy_only_what_its_head_offered_and_never_across_provinces(world, far):
    near = neighbour(world)
    secretary = world.people["secretary"]
    theirs, distant = near.scoring.criteria, far.scoring.criteria
    assert theirs not in queries.sets_to_copy(world.bloc, secretary)

    actions.offer_set(theirs, is_offered=True, by=near.people["head"])
    actions.offer_set(distant, is_offered=True, by=far.people["head"])

    assert queries.sets_to_copy(world.bloc, secretary) == [world.scoring.criteria, theirs]
    with pytest.raises(ActionError, match="tỉnh khác"):
        actions.start_set(world.bloc, year=2023, title="x", source=distant, by=secretary)
    with pytest.raises(ActionError, match="đã ban hành"):
        actions.start_set(world.bloc, year=2023, title="x", source=near.scoring.draft_set, by=None)
    with pytest.raises(ActionError, match="đã ban hành"):
        actions.offer_set(near.scoring.draft_set, is_offered=True, by=None)


def test_the_secretary_copies_an_offered_set_by_form_and_no_other(client, world):
    near = neighbour(world)
    client.force_login(world.people["secretary"])
    url = reverse("assessments:criteria_new", kwargs=world.path)
    values = {"year": "2023", "title": "Bộ 2023", "source": near.scoring.criteria.pk}
    assert client.post(url, values).status_code == 422

    actions.offer_set(near.scoring.criteria, is_offered=True, by=None)
    page = client.get(url).text
    answer = client.post(url, values)

    assert f"Bộ tiêu chí Láng Giềng – {near.bloc.name}, 2021" in page
    made = CriteriaSet.objects.get(bloc=world.bloc, year=2023)
    assert answer["Location"] == made.get_absolute_url()
    assert codes(made) == codes(near.scoring.criteria)


def test_the_list_tells_drafts_to_the_desk_only(client, world):
    url = reverse("assessments:criteria", kwargs=world.path)
    for role, sees_draft in (("secretary", True), ("head", True), ("officer", False)):
        client.force_login(world.people[role])
        page = client.get(url).text
        assert (world.scoring.draft_set.title in page) is sees_draft
        assert world.scoring.criteria.title in page
        assert ("Lập bộ tiêu chí" in page) is sees_draft


def test_an_empty_list_says_what_to_do(client, world):
    CriteriaSet.objects.filter(pk=world.scoring.draft_set.pk).delete()
    CriteriaSet.objects.update(state="dropped")
    url = reverse("assessments:criteria", kwargs=world.path)

    for role, words in (("secretary", "nhập từ tệp Excel"), ("officer", "Trưởng khối ban hành")):
        client.force_login(world.people[role])
        assert words in client.get(url).text


def test_the_page_of_a_set_has_the_buttons_of_the_role_and_state(client, world):
    draft, frozen = world.scoring.draft_set, world.scoring.criteria
    words = ["Ban hành</button>", "Bỏ dự thảo", "Nhập từ tệp", "Lập bản mới", "Cho khối khác"]
    expected = {
        ("secretary", draft): [False, True, True, False, False],
        ("head", draft): [True, True, True, False, False],
        ("secretary", frozen): [False, False, False, True, False],
        ("head", frozen): [False, False, False, True, True],
        ("officer", frozen): [False, False, False, False, False],
    }

    for (role, chosen), shown in expected.items():
        client.force_login(world.people[role])
        page = client.get(chosen.get_absolute_url()).text
        assert [word in page for word in words] == shown, (role, chosen)


def test_publishing_by_button_shows_why_not_and_then_works(client, world):
    draft = world.scoring.draft_set
    url = reverse("assessments:criteria_publish", kwargs=world.path | {"pk": draft.pk})
    client.force_login(world.people["head"])
    draft.criteria.update(max_points=0)
    assert "Điểm tối đa bằng 0" in client.post(url, follow=True).text

    draft.criteria.update(max_points=5)
    assert "Đã ban hành" in client.post(url, follow=True).text

    draft.refresh_from_db()
    assert draft.state == "published"


def test_the_title_is_saved_once_and_a_stale_one_shows_both_texts(client, world):
    draft = world.scoring.draft_set
    client.force_login(world.people["secretary"])
    url = reverse("assessments:criteria_edit", kwargs=world.path | {"pk": draft.pk})
    values = {"title": "Tên A", "basis": "", "revision": draft.revision}
    assert client.post(url, values).status_code == 302

    answer = client.post(url, values | {"title": "Tên B"})

    assert answer.status_code == 409
    assert "Tên A" in answer.text
    assert "Tên B" in answer.text
    draft.refresh_from_db()
    assert draft.title == "Tên A"


def test_a_dropped_draft_is_gone_for_everybody(client, world):
    draft = world.scoring.draft_set
    client.force_login(world.people["secretary"])
    url = reverse("assessments:criteria_drop", kwargs=world.path | {"pk": draft.pk})

    assert client.post(url).status_code == 302

    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.post(url).status_code == 404


def test_a_half_year_and_a_year_have_their_own_totals(draft):
    draft.criteria.filter(code="1.1").update(applies_to="year")
    CriterionFactory(criteria_set=draft, code="6", max_points=3, applies_to="half_year")

    tree = queries.tree_of(draft)

    totals = [tree.total(kind) for kind in ("", "year", "half_year")]
    assert totals == [23, 20, 13]
    assert queries.group_codes(draft.bloc, 2021) == []


def test_a_set_has_an_end_and_an_offer_twice_is_one(draft, monkeypatch):
    monkeypatch.setattr(actions.criteria, "MOST_CRITERIA", 4)
    with pytest.raises(ActionError, match="quá nhiều dòng"):
        leaf(draft)
    actions.publish_set(draft, by=None)

    for _turn in range(2):
        actions.offer_set(draft, is_offered=True, by=None)

    assert AuditEntry.objects.filter(action="criteria_offered").count() == 1
    assert queries.group_codes(draft.bloc, 2022) == ["I"]
