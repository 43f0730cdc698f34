"""Who appraises what: by hand or drawn evenly, never the own unit."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from assessments import actions
from assessments.actions.draw import draw_evenly
from assessments.models import ScoreSheet
from assessments.queries.appraisal import appraisers_of, board
from emulation_bloc.lib.states import ActionError
from tests.assessments.appraising import appraising
from tests.factories import MembershipFactory, make_user, trail
from units.models import AuditEntry

pytestmark = pytest.mark.django_db


def at(case) -> dict:
    period = case.round.period
    return {
        "province": period.bloc.province.slug,
        "bloc": period.bloc.slug,
        "period": period.slug,
    }


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_column_is_given_and_taken_with_a_reason():
    case = appraising(3)
    case.go("appraisal_1")
    first, second, head = case.appraiser(1), case.appraiser(2), case.people["head"]
    column = case.sheet(0, "appraisal_1")

    actions.assign(column, first, by=head)
    with pytest.raises(ActionError, match="lý do"):
        actions.assign(column, second, by=head, reason="  ")
    actions.assign(column, second, by=head, reason="Người trước đi công tác")

    column.refresh_from_db()
    assert (column.appraiser, column.scorer_unit) == (second, case.units[2])
    line = AuditEntry.objects.latest("pk")
    assert (line.before["appraiser"], line.after["appraiser"], line.reason) == (
        first.full_name,
        second.full_name,
        "Người trước đi công tác",
    )


def test_nobody_is_given_the_own_unit_and_so_not_the_heads_either():
    case = appraising(2)
    case.go("appraisal_1")
    of_head = case.appraiser(0)

    with pytest.raises(ActionError, match="không ai thẩm định đơn vị mình"):
        actions.assign(case.sheet(0, "appraisal_1"), of_head, by=None)

    assert not case.sheet(0, "appraisal_1").appraiser


def test_an_officers_unit_is_the_own_unit_too():
    """Somebody works in one unit and is officer of another: both are their own."""
    case = appraising(3)
    case.go("appraisal_1")
    person = case.appraiser(1)
    person.appointments.create(
        role="officer",
        unit=case.units[2],
        province=case.units[2].province,
        starts=person.appointments.get().starts,
    )

    refused = []
    for place in range(3):
        try:
            actions.assign(case.sheet(place, "appraisal_1"), person, by=None)
        except ActionError:
            refused.append(place)

    assert refused == [1, 2]


def test_only_the_team_appraises_and_only_in_its_stage():
    case = appraising(2)
    case.go("appraisal_1")
    column, outsider, person = case.sheet(0, "appraisal_1"), case.officer(1), case.appraiser(1)

    with pytest.raises(ActionError, match="tổ thẩm định"):
        actions.assign(column, outsider, by=None)
    case.go("explanation")
    with pytest.raises(ActionError, match="đang diễn ra"):
        actions.assign(column, person, by=None)
    with pytest.raises(ActionError, match="đang diễn ra"):
        actions.draw(case.round, by=None)


@pytest.mark.parametrize("returns", range(1, 13))
@pytest.mark.parametrize("appraisers", range(2, 6))
def test_a_draw_is_even_and_never_the_own_unit(returns, appraisers):
    own = {person: {person} for person in range(appraisers)}

    for seed in range(5):
        found = draw_evenly(range(returns), range(appraisers), own, seed=seed)
        loads = [list(found.values()).count(person) for person in range(appraisers)]

        assert set(found) == set(range(returns))
        assert max(loads) - min(loads) <= 1
        assert all(person != one for one, person in found.items())


def test_a_draw_repeats_from_its_seed_and_says_when_it_cannot_be_done():
    found = [draw_evenly(range(9), range(3), {}, seed=seed) for seed in range(20)]

    assert len({tuple(sorted(one.items())) for one in found}) > 10
    assert draw_evenly(range(9), range(3), {}, seed=7) == draw_evenly(
        range(9), range(3), {}, seed=7
    )
    assert draw_evenly([1], [5], {5: {1}}, seed=1) is None
    assert draw_evenly([1], [], {}, seed=1) is None


def test_drawing_gives_every_column_and_is_written_down():
    case = appraising(9, leaves=1)
    team = [case.appraiser(place) for place in range(4)]
    case.go("appraisal_1")

    assert actions.draw(case.round, by=case.people["secretary"]) == 9

    columns = ScoreSheet.objects.filter(stage="appraisal_1")
    loads = [columns.filter(appraiser=person).count() for person in team]
    assert sorted(loads) == [2, 2, 2, 3]
    assert not [row for row in columns if row.assessment.unit_id == row.appraiser.unit_id]
    line = AuditEntry.objects.latest("pk")
    assert re.fullmatch(r"\d+", line.after["seed"])
    assert len(line.after["drawn"]) == 9


def test_drawing_again_leaves_what_was_begun():
    case = appraising(4, leaves=1)
    team = [case.appraiser(0), case.appraiser(1)]
    case.go("appraisal_1")
    column = case.sheet(2, "appraisal_1")
    actions.assign(column, team[0], by=None)
    values = {"points": 8, "reason": ""}
    actions.save_score(column, case.leaves[0], values=values, revision=1, by=team[0])

    assert actions.draw(case.round, by=None) == 3

    column.refresh_from_db()
    assert column.appraiser == team[0]
    loads = [ScoreSheet.objects.filter(appraiser=person).count() for person in team]
    assert loads == [2, 2]


def test_drawing_without_a_team_or_with_nobody_of_another_unit_says_so():
    case = appraising(2, leaves=1)
    case.go("appraisal_1")

    with pytest.raises(ActionError, match="chưa có người"):
        actions.draw(case.round, by=None)
    case.appraiser(0)
    with pytest.raises(ActionError, match="bằng tay"):
        actions.draw(case.round, by=None)
    assert trail(case.round.bloc)[-1] == "round_advanced"


def test_the_desk_assigns_on_the_page_and_a_refusal_keeps_what_was_typed():
    case = appraising(3)
    first, second = case.appraiser(1), case.appraiser(2)
    case.go("appraisal_1")
    browser = signed_in(case.people["secretary"])
    one = case.returns[0].pk
    url = reverse("assessments:assign_appraiser", kwargs=at(case) | {"row": one})

    assert browser.post(url, {f"d{one}-appraiser": first.pk}).status_code == 302
    refused = browser.post(url, {f"d{one}-appraiser": second.pk})
    assert refused.status_code == 422
    assert "Hãy ghi lý do đổi người thẩm định." in refused.text
    assert f'<option value="{second.pk}" selected>' in refused.text

    own = case.appraiser(0)
    refused = browser.post(url, {f"d{one}-appraiser": own.pk})
    assert "Người được chọn không thẩm định được đơn vị này." in refused.text
    assert case.sheet(0, "appraisal_1").appraiser == first


def test_an_appraiser_sees_the_own_list_alone_and_goes_to_the_next_open_sheet():
    case = appraising(4, leaves=1)
    mine, other = case.appraiser(0), case.appraiser(1)
    case.go("appraisal_1")
    for place, person in ((1, mine), (2, mine), (3, other)):
        actions.assign(case.sheet(place, "appraisal_1"), person, by=None)
    browser = signed_in(mine)
    index = browser.get(reverse("assessments:appraisals", kwargs=at(case)))

    shown = [one.unit_name for one in case.returns if f">{one.unit_name}</a>" in index.text]
    assert shown == [case.returns[1].unit_name, case.returns[2].unit_name]
    assert other.full_name not in index.text

    first, second = case.sheet(1, "appraisal_1"), case.sheet(2, "appraisal_1")
    following = reverse("assessments:next_sheet", kwargs=at(case))
    assert browser.get(following)["Location"].endswith(f"/{first.pk}/")
    assert browser.get(f"{following}?sau={first.pk}")["Location"].endswith(f"/{second.pk}/")
    assert browser.get(f"{following}?sau={second.pk}")["Location"].endswith(f"/{first.pk}/")
    assert browser.get(f"{following}?sau=1e9")["Location"].endswith(f"/{first.pk}/")


def test_the_board_counts_without_showing_contents():
    case = appraising(2, leaves=2)
    person = case.appraiser(1)
    case.go("appraisal_1")
    column = case.sheet(0, "appraisal_1")
    actions.assign(column, person, by=None)
    values = {"points": 5, "reason": "Số liệu chưa đủ 4711"}
    actions.save_score(column, case.leaves[0], values=values, revision=1, by=person)

    row = next(row for row in board(case.round) if row.assessment == case.returns[0])
    assert (row.sheets["appraisal_1"].done, row.sheets["appraisal_1"].leaves) == (1, 2)
    page = signed_in(case.people["secretary"]).get(
        reverse("assessments:appraisals", kwargs=at(case))
    )
    assert "1/2" in page.text
    assert "4711" not in page.text


def test_appraisers_of_other_blocs_and_of_yesterday_are_no_candidates(stand_on):
    case = appraising(2)
    person = case.appraiser(1)
    make_user("appraiser", MembershipFactory().bloc)
    gone = case.appraiser(1)
    gone.appointments.update(ends=gone.appointments.get().starts)

    assert [row.user for row in appraisers_of(case.round.bloc)] == [person]
