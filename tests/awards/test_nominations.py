"""The bloc's list: by rank, ballot and quota; by hand; examined, voted, minuted, ended."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from assessments.models import Ranking, RankingRow
from awards.actions import nominations as actions
from awards.models import Nomination
from awards.queries.nominations import steps_for
from documents.models import Document
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from meetings.models import Ballot, Meeting, Minutes, Movement
from tests.awards.factories import AwardFactory, CheckFactory, NominationFactory
from tests.factories import DocumentFactory, trail
from units.models import AwardSettings
from units.models.settings_ import BlocSettings
from units.queries.quotas import quotas

State = Nomination.State


@pytest.fixture(autouse=True)
def rules_say_nothing(monkeypatch):
    """The conditions have tests of their own."""
    monkeypatch.setattr(actions, "check_nomination", lambda nomination, *, by: [])


@pytest.fixture
def home(shared_worlds, db):
    world = shared_worlds[0]
    AwardFactory(code="CTD_TINH", for_persons=False)
    AwardFactory(code="BK_TINH")
    return world


def rank(world, disqualified=()):
    """The year's closed ranking: the units in their order, from 90 points down."""
    ranking = Ranking.objects.create(bloc=world.bloc, round=world.scoring.round, at=clock.now())
    for place, unit in enumerate(world.units, start=1):
        points = Decimal(91 - place)
        RankingRow.objects.create(
            bloc=world.bloc, ranking=ranking, unit=unit, unit_name=unit.name,
            unit_short_name=unit.short_name, standard=points, bonus=0, penalty=0, total=points,
            assigned=100, rate=points, rebased=points, rank=place,
            is_disqualified=place in disqualified,
        )  # fmt: skip
    return ranking


def ballot(world, code, chosen, others=(), state="counted"):
    meeting, _new = Meeting.objects.get_or_create(
        bloc=world.bloc, period=world.year, kind="year_end_review", defaults={"title": "Tổng kết"}
    )
    votes = [(unit, 8) for unit in chosen] + [(unit, 3) for unit in others]
    rows = [{"unit": unit.pk, "name": unit.name, "votes": n, "rate": ""} for unit, n in votes]
    result = {"base": 9, "rows": rows, "chosen": [unit.pk for unit in chosen]}
    return Ballot.objects.create(
        bloc=world.bloc, meeting=meeting, kind="award", award_code=code, question="Suy tôn?",
        state=state, result=result, counted_at=clock.now(),
    )  # fmt: skip


def no_ballot(world):
    quotas = (("CTD_TINH", 1, ""), ("BK_TINH", 2, ""))
    values = BlocSettings.plain(AwardSettings(needs_ballot=False, quotas=quotas))
    BlocSettings.objects.create(bloc=world.bloc, topic="awards", starts="2021-01-04", values=values)


def told(found):
    return [(row.award.code, row.unit_id, row.position, row.votes) for row in found]


def nomination(world, **fields):
    return NominationFactory(
        bloc=world.bloc, period=world.year, **({"unit": world.units[1]} | fields)
    )


def test_ranking_quota_and_ballot_make_the_list_in_order(home):
    one, two, three, four, *_rest = home.units
    rank(home, disqualified=[2])
    ballot(home, "CTD_TINH", [one])
    ballot(home, "BK_TINH", [one, two, four, three])

    found = actions.propose(home.year, by=home.people["secretary"])

    assert told(found) == [
        ("CTD_TINH", one.pk, 1, 8), ("BK_TINH", four.pk, 2, 8), ("BK_TINH", three.pk, 3, 8),
    ]  # fmt: skip
    assert (found[0].rank, found[0].points, found[0].vote_base) == (1, Decimal("90"), 9)
    assert {row.state for row in found} == {State.DRAFT}


@pytest.mark.parametrize(
    ("members", "rounding", "seats"),
    [
        (5, "down", 2), (6, "down", 2), (6, "up", 3), (6, "half", 3), (7, "down", 3),
        (8, "down", 3), (8, "half", 4), (9, "down", 4), (10, "down", 4), (10, "up", 5),
    ],
)  # fmt: skip
def test_a_flag_and_at_most_half_of_the_rest(members, rounding, seats):
    assert quotas(AwardSettings(rounding=rounding), members) == [
        ("CTD_TINH", 1), ("BK_TINH", seats),
    ]  # fmt: skip


def test_proposing_twice_freshens_drafts_and_skips_who_withdrew(home):
    rank(home)
    no_ballot(home)
    first = actions.propose(home.year, by=None)
    actions.withdraw(first[1], reason="Đơn vị xin rút", by=home.people["secretary"])

    second = actions.propose(home.year, by=None)

    assert second[0].pk == first[0].pk
    assert second[1].pk == first[2].pk
    assert second[2].unit_id == home.units[3].pk
    assert Nomination.objects.filter(period=home.year).count() == 4
    first[1].refresh_from_db()
    assert first[1].state == State.WITHDRAWN


def test_nothing_is_proposed_before_ranking_or_ballot_or_for_a_half_year(home):
    with pytest.raises(ActionError, match="Hội nghị sơ kết không đề nghị khen thưởng"):
        actions.propose(home.period, by=None)
    with pytest.raises(ActionError, match="chốt xếp hạng"):
        actions.propose(home.year, by=None)
    rank(home)
    ballot(home, "CTD_TINH", [home.units[0]], state="closed")
    with pytest.raises(ActionError, match="kiểm phiếu"):
        actions.propose(home.year, by=None)

    assert not Nomination.objects.filter(bloc=home.bloc).exists()


def test_by_hand_a_desk_drafts_and_a_leader_nominates_the_own_unit(home):
    award = AwardFactory()
    movement = Movement.objects.create(
        bloc=home.bloc, name="Chuyển đổi số", launched_on="2021-02-01", created_at=clock.now()
    )
    values = {"subject": "person", "subject_name": "Trần Văn An", "movement": movement}
    made = actions.nominate(
        home.period, unit=home.units[1], award=award, values=values, by=home.people["leader"]
    )
    assert (made.state, made.theme, made.reason) == (
        State.SELF_NOMINATED, "Chuyển đổi số", "movement",
    )  # fmt: skip

    with pytest.raises(ActionError, match="đã được đề nghị"):
        actions.nominate(home.period, unit=home.units[1], award=award, values=values, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        NominationFactory(
            bloc=home.bloc, period=home.year, unit=home.units[1], award=award, subject="person",
            subject_name="Trần Văn An", reason="movement", theme="Chuyển đổi số",
        )  # fmt: skip
    actions.withdraw(made, reason="Ghi nhầm", by=None)
    again = actions.nominate(
        home.period, unit=home.units[1], award=award, values=values, by=home.people["secretary"]
    )
    assert again.state == State.DRAFT


@pytest.mark.parametrize(
    ("code", "values", "says"),
    [
        ("CTD_TINH", {"subject": "person", "subject_name": "An", "theme": "x"}, "không dành cho"),
        ("BK_TINH", {"subject": "person", "theme": "x"}, "ghi tên"),
        ("BK_TINH", {"subject": "unit", "reason": "sudden"}, "phong trào"),
    ],
)
def test_what_does_not_fit_together_is_refused_in_words(home, code, values, says):
    award = AwardFactory(code=code)
    with pytest.raises(ActionError, match=says):
        actions.nominate(home.year, unit=home.units[1], award=award, values=values, by=None)


def test_votes_take_it_on_or_vote_it_down(home):
    rank(home)
    won, lost = nomination(home), nomination(home, unit=home.units[2])
    counted = ballot(home, "BK_TINH", [won.unit], others=[lost.unit])
    lost.state = State.CHECKED
    lost.save()
    counted.result["needs_round"] = True
    counted.save()
    with pytest.raises(ActionError, match="vòng bỏ phiếu tiếp theo"):
        actions.vote(lost, by=None)
    counted.result["needs_round"] = False
    counted.save()
    for row in (won, lost):
        actions.examine(row, by=None)
        actions.place(row, by=None)
        actions.vote(row, by=None)

    assert (won.state, won.votes, won.vote_base, won.rank) == (State.VOTED, 8, 9, 2)
    assert (lost.state, lost.votes) == (State.REJECTED, 3)
    assert trail(home.bloc)[-1] == "nomination_voted_down"


def test_a_proposal_for_a_movement_is_not_voted_down_by_the_ballot_of_the_year(home):
    rank(home)
    ballot(home, "BK_TINH", [home.units[2]], others=[home.units[1]])
    values = {"source": "hand", "reason": "movement", "theme": "Chuyển đổi số"}
    of_unit = nomination(home, **values)
    of_person = nomination(home, subject="person", subject_name="Trần Văn An", **values)

    assert actions.advance(home.year, by=None) == 2

    for row in (of_unit, of_person):
        row.refresh_from_db()
        assert (row.state, row.rank, row.points, row.votes) == (State.CHECKED, None, None, None)
        for step in (actions.place, actions.vote):
            with pytest.raises(ActionError, match="Đề nghị riêng"):
                step(row, by=None)
        steps = steps_for(row, home.people["secretary"], [])
        assert [step.code for step in steps] == ["check", "describe", "reject", "withdraw"]


def test_a_blocking_condition_stops_it_until_it_is_decided(home):
    rank(home)
    row = nomination(home, state=State.CHECKED)
    check = CheckFactory(nomination=row, outcome="unfit", words="Chưa đạt 2 năm liên tục.")
    for step in (actions.place, actions.vote):
        with pytest.raises(ActionError, match="2 năm liên tục"):
            step(row, by=None)
    assert actions.advance(home.year, by=None) == 0

    check.severity = "warn"
    check.save()
    assert actions.advance(home.year, by=None) == 1
    row.refresh_from_db()
    assert row.state == State.RANKED


def test_minutes_bind_only_what_they_can_tell(home):
    rank(home)
    counted = ballot(home, "BK_TINH", [home.units[1]])
    voted = nomination(home, state=State.VOTED, ballot=counted)
    unvoted = nomination(home, unit=home.units[2], state=State.RANKED)
    by_hand = nomination(
        home, unit=home.units[3], state=State.CHECKED, source="hand", reason="movement", theme="x"
    )
    other = AwardFactory(code="KHAC", is_bloc_business=False)
    nomination(home, award=other, state=State.CHECKED, source="hand", unit=home.units[4])
    assert actions.lock_to_minutes(home.year, by=None) == 1
    with pytest.raises(ActionError, match="biên bản hội nghị đã duyệt"):
        actions.lock_to_minutes(home.year, by=None)

    paper = DocumentFactory(period=home.year, bloc=home.bloc, state=Document.State.APPROVED)
    Minutes.objects.create(bloc=home.bloc, meeting=counted.meeting, document=paper)
    Document.objects.filter(pk=paper.pk).update(approved_at=clock.now())
    assert actions.lock_to_minutes(home.year, by=home.people["secretary"]) == 1

    for row in (voted, unvoted, by_hand):
        row.refresh_from_db()
    assert [voted.state, unvoted.state, by_hand.state] == [
        State.MINUTED, State.RANKED, State.MINUTED,
    ]  # fmt: skip
