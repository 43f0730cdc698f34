"""The council: its shares of all members, its quorum, the standing body; the steps after it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from awards.actions import council as actions
from awards.forms.review import ShareField
from awards.models import Award, CouncilQuorum, CouncilVote, Nomination, Regime, ScreeningBody
from awards.queries.council import needed, percent_words, quorum_of, share_of
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from tests.awards.factories import NominationFactory
from tests.factories import DAY, trail

State = Nomination.State


@pytest.fixture
def home(shared_worlds, db):
    return shared_worlds[0]


def made(world, code="CTD_TINH", regime="TDKT_2022_a", state=State.APPRAISED, **values):
    return NominationFactory(
        bloc=world.bloc, period=world.year, unit=world.units[1], state=state,
        award=Award.objects.get(code=code), regime=Regime.objects.get(code=regime), **values,
    )  # fmt: skip


def sitting(members=10, present=None, written=0, **values):
    come = members if present is None else present
    return {
        "held_on": DAY, "minutes_number": "5/BB-HĐ", "members": members, "present": come,
        "written": written,
    } | values  # fmt: skip


# Members → the least yes for 80 % and for 90 % of them all, written out by hand.
LEAST = {
    9: (8, 9), 10: (8, 9), 11: (9, 10), 12: (10, 11), 13: (11, 12), 14: (12, 13), 15: (12, 14),
    16: (13, 15), 17: (14, 16), 18: (15, 17), 19: (16, 18), 20: (16, 18),
}  # fmt: skip


@pytest.mark.parametrize("members", LEAST)
def test_the_share_is_of_all_members_on_both_sides(home, members):
    of_80, of_90 = LEAST[members]
    person = {"subject": "person", "subject_name": "Trần A"}
    for code, least, who in (("CTD_TINH", of_80, {}), ("CSTDT", of_90, person)):
        passed = made(home, code, theme="đạt", **who)
        failed = made(home, code, theme="không đạt", **who)

        votes = [(passed, least), (failed, least - 1)]
        found = actions.record_sitting(votes, values=sitting(members), by=None)

        assert [row.is_passed for row in found] == [True, False]
        for row, state in ((passed, State.COUNCIL), (failed, State.NOT_PASSED)):
            row.refresh_from_db()
            assert (row.state, bool(row.outcome_reason)) == (state, state == State.NOT_PASSED)


@pytest.mark.parametrize(
    ("regime", "code", "threshold"),
    [
        ("TDKT_2003", "CSTDT", "0.90"), ("TDKT_2003", "CTD_TINH", ""),
        ("TDKT_2022_a", "CSTDT", "0.90"), ("TDKT_2022_a", "CTD_TINH", "0.80"),
        ("TDKT_2022_a", "BK_TINH", ""), ("TDKT_2022_b", "CSTDT", ""),
        ("TDKT_2022_b", "CTD_TINH", ""), ("TDKT_2026", "CTD_TINH", ""),
    ],
)  # fmt: skip
def test_where_no_confirmed_rule_names_a_share_it_is_typed(home, regime, code, threshold):
    person = {"subject": "person", "subject_name": "Trần A"} if code == "CSTDT" else {}
    row = made(home, code, regime, **person)

    if threshold:
        vote = actions.record_council(row, values=sitting(yes=9), by=None)
        assert vote.threshold == threshold
        return
    with pytest.raises(ActionError, match="tỷ lệ phiếu cần đạt"):
        actions.record_council(row, values=sitting(yes=9), by=None)
    values = sitting(yes=7, threshold=Decimal("66.67"))
    vote = actions.record_council(row, values=values, by=None)
    assert (vote.threshold, vote.is_passed) == ("0.6667", True)


@pytest.mark.parametrize(
    ("typed", "yes", "is_passed"),
    [
        ("2/3", 6, True),
        ("2/3", 5, False),
        (Decimal("66.67"), 6, False),
        (Decimal("66.67"), 7, True),
    ],
)
def test_two_thirds_are_typed_as_such(home, typed, yes, is_passed):
    values = sitting(9, yes=yes, threshold=typed)

    vote = actions.record_council(made(home, "BK_TINH"), values=values, by=None)

    assert vote.is_passed is is_passed


@pytest.mark.parametrize(
    ("text", "kept"),
    [("2/3", "2/3"), (" 2 / 3 ", "2/3"), ("80", "0.8"), ("66,67", "0.6667"), ("80%", "0.8"),
     ("100", "1"), ("", "")],
)  # fmt: skip
def test_a_share_is_read_as_people_write_it(text, kept):
    assert share_of(ShareField(required=False).clean(text)) == kept


@pytest.mark.parametrize("text", ["0", "101", "3/2", "0/3", "2/0", "hai phần ba", "-5", "1e1"])
def test_what_is_no_share_is_refused_with_a_sentence(text):
    with pytest.raises(ValidationError, match="phân số như 2/3"):
        ShareField(required=False).clean(text)


def test_a_typed_share_never_takes_the_place_of_the_rule(home):
    row = made(home)
    values = sitting(yes=7, threshold=Decimal(50))

    assert not actions.record_council(row, values=values, by=None).is_passed
    row.refresh_from_db()
    assert row.outcome_reason.endswith("7/10 phiếu đồng ý, tỷ lệ cần đạt 80%.")


@pytest.mark.parametrize(
    ("members", "present", "written", "is_enough"),
    [
        (9, 8, 0, True), (9, 7, 0, False), (9, 6, 2, True), (9, 5, 4, False),
        (10, 8, 0, True), (10, 7, 0, False), (10, 7, 1, True), (10, 6, 4, False),
        (15, 12, 0, True), (15, 11, 0, False), (15, 10, 2, True), (15, 9, 6, False),
        (20, 16, 0, True), (20, 15, 0, False), (20, 14, 2, True), (20, 13, 7, False),
    ],
)  # fmt: skip
def test_two_thirds_come_and_four_fifths_are_heard(home, members, present, written, is_enough):
    row = made(home)
    values = sitting(members, present, written, yes=present)

    if is_enough:
        assert actions.record_council(row, values=values, by=None).written == written
        return
    with pytest.raises(ActionError, match="Chưa đủ"):
        actions.record_council(row, values=values, by=None)
    assert not CouncilVote.objects.filter(nomination=row).exists()


def test_the_quorum_is_that_of_province_and_day_of_the_sitting(home):
    before = DAY - timedelta(days=1)
    rows = CouncilQuorum.objects
    rows.filter(province=None).update(ends=before)
    rows.create(come="1/2", heard="1/2", starts=DAY, article="Nghị định mới")
    rows.create(come="1", heard="1", starts=DAY, article="Dự thảo", is_confirmed=False)
    old, new = made(home, theme="cũ"), made(home, theme="mới")

    with pytest.raises(ActionError, match=r"cần ít nhất 7/10 người có mặt \(2/3\)"):
        actions.record_council(old, values=sitting(10, 5, 4, yes=8, held_on=before), by=None)
    actions.record_council(new, values=sitting(10, 5, 0, yes=5), by=None)
    own = rows.create(come="0.9", heard="0.9", starts=before, article="QĐ", province=home.province)

    assert quorum_of(home.province.pk, DAY) == own
    with pytest.raises(ActionError, match=r"9/10 người có mặt \(90%\)"):
        actions.record_council(old, values=sitting(10, 8, 2, yes=8), by=None)


def test_without_a_registered_quorum_only_the_figures_must_fit(home):
    CouncilQuorum.objects.all().delete()

    vote = actions.record_council(made(home), values=sitting(10, 1, 0, yes=1), by=None)

    assert not vote.is_passed


@pytest.mark.parametrize(
    ("values", "why"),
    [
        (sitting(10, 8, 3, yes=8), "tổng số thành viên"),
        (sitting(10, 8, 0, yes=9), "vượt số thành viên"),
        (sitting(10, yes=-1), "vượt số thành viên"),
        (sitting(0, yes=0), "tổng số thành viên"),
        (sitting(yes=9, held_on=DAY + timedelta(days=1)), "sau hôm nay"),
        (sitting(yes=9, held_on=DAY - timedelta(days=1)), "trước ngày nhận"),
    ],
)
def test_figures_that_cannot_be_are_refused(home, values, why):
    row = made(home, received_at=clock.now())

    with pytest.raises(ActionError, match=why):
        actions.record_council(row, values=values, by=None)
    assert Nomination.objects.get(pk=row.pk).state == State.APPRAISED


def test_the_standing_body_alone_screens_from_its_day_on(home):
    award = Award.objects.get(code="BK_TINH")
    ScreeningBody.objects.create(
        province=home.province, award=award, body="standing", starts=DAY, basis="86/2025/QĐ-UBND"
    )
    row, flag = made(home, "BK_TINH"), made(home)
    values = sitting(5, 3, threshold=Decimal(50))

    with pytest.raises(ActionError, match="hai lần"):
        actions.record_sitting([(row, 3), (flag, 3)], values=values, by=None)
    early = values | {"held_on": DAY - timedelta(days=1)}
    with pytest.raises(ActionError, match="Chưa đủ"):
        actions.record_sitting([(row, 3)], values=early, by=None)
    actions.record_sitting([(row, 3)], values=values, by=home.people["reviewer"])

    assert Nomination.objects.get(pk=row.pk).state == State.COUNCIL


def test_a_sitting_is_recorded_once_and_whole(home):
    rows = [made(home, theme=str(n)) for n in range(3)]
    with pytest.raises(ActionError, match="vượt"):
        actions.record_sitting([(rows[0], 9), (rows[1], 11)], values=sitting(), by=None)
    assert not CouncilVote.objects.filter(bloc=home.bloc).exists()
    fresh = [Nomination.objects.get(pk=row.pk) for row in rows]
    votes = list(zip(fresh, (9, 8, 7), strict=True))

    actions.record_sitting(votes, values=sitting(), by=home.people["reviewer"])

    states = [Nomination.objects.get(pk=row.pk).state for row in rows]
    assert states == [State.COUNCIL, State.COUNCIL, State.NOT_PASSED]
    assert trail(home.bloc)[-3:] == ["council_passed", "council_passed", "council_not_passed"]
    with pytest.raises(ActionError):
        actions.record_sitting([(rows[0], 9)], values=sitting(), by=None)
    with pytest.raises(ActionError, match="ít nhất một"):
        actions.record_sitting([], values=sitting(), by=None)


def test_only_the_appraised_come_before_the_council(home):
    for state in State:
        if state == State.APPRAISED:
            continue
        row = made(home, state=state, theme=state)
        with pytest.raises(ActionError):
            actions.record_council(row, values=sitting(yes=9), by=None)
        assert Nomination.objects.get(pk=row.pk).state == state


PAPER = {"document": "Công văn số 12/UBND", "on": DAY}


def test_a_state_award_goes_through_party_ministry_and_prime_minister(home):
    row = made(home, "CTD_CP", state=State.COUNCIL)

    for target in actions.STEPS:
        actions.step(row, target, values=PAPER, by=home.people["reviewer"])

    assert Nomination.objects.get(pk=row.pk).state == State.PM_DECIDED
    with pytest.raises(ActionError):
        actions.step(row, State.PM_DECIDED, values=PAPER, by=None)


def test_a_provincial_award_stops_at_the_province(home):
    row = made(home, state=State.COUNCIL)
    for values, why in (
        (PAPER | {"document": " "}, "số, cơ quan"),
        (PAPER | {"on": DAY + timedelta(days=1)}, "sau hôm nay"),
    ):
        with pytest.raises(ActionError, match=why):
            actions.step(row, State.APPROVED, values=values, by=None)
    with pytest.raises(ActionError, match="Hãy chọn bước"):
        actions.step(row, State.DECIDED, values=PAPER, by=None)
    actions.step(row, State.APPROVED, values=PAPER, by=None)

    with pytest.raises(ActionError, match="do tỉnh quyết định"):
        actions.step(row, State.TO_MINISTRY, values=PAPER, by=None)
    assert Nomination.objects.get(pk=row.pk).state == State.APPROVED


def test_several_go_a_step_further_all_or_none(home):
    rows = [made(home, state=State.COUNCIL, theme="1"), made(home, theme="2")]

    with pytest.raises(ActionError):
        actions.step_all(rows, State.APPROVED, values=PAPER, by=None)

    assert Nomination.objects.get(pk=rows[0].pk).state == State.COUNCIL
    rows[0].refresh_from_db()
    assert actions.step_all(rows[:1], State.APPROVED, values=PAPER, by=None) == 1


def test_shares_are_counted_without_floats():
    assert [needed(15, "0.80"), needed(10, "0.80"), needed(10, "0.90")] == [12, 8, 9]
    assert percent_words("0.6667") == "66,67%"
