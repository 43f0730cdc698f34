"""What today's appointments allow, and where one day ends and the next begins."""

from datetime import UTC, date, datetime, timedelta

import pytest

from emulation_bloc.lib import clock
from tests.factories import (
    DAY,
    AppointmentFactory,
    BlocFactory,
    MembershipFactory,
    UserFactory,
    fresh,
    make_user,
)
from units.models import Appointment, AuditEntry, Bloc, Membership, Period, Province, Unit
from units.rights import Rights

BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("role", "right"),
    [
        ("secretary", "secretary_of"), ("head", "head_of"), ("deputy", "deputy_of"),
        ("appraiser", "appraiser_of"),
    ],
)  # fmt: skip
def test_role_in_a_bloc_gives_that_right_alone(db, role, right):
    bloc = BlocFactory()

    rights = make_user(role, bloc).rights

    assert rights == Rights(**{right: {bloc.pk}})


@pytest.mark.parametrize(
    ("role", "rights"),
    [("reviewer", ("reviewer_of", "review_leader_of")), ("observer", ("observer_of",))],
)
def test_role_in_a_province_gives_its_rights_alone(db, role, rights):
    province = BlocFactory().province

    assert make_user(role, province).rights == Rights(**{name: {province.pk} for name in rights})


def test_a_specialist_of_the_department_decides_nothing(db):
    province = BlocFactory().province
    user = make_user("reviewer", province)
    Appointment.objects.filter(user=user).update(prepares_only=True)

    assert user.rights == Rights(reviewer_of={province.pk})


def test_officer_belongs_to_the_blocs_of_the_unit(db):
    row = MembershipFactory()

    rights = make_user("officer", row.unit).rights

    assert rights == Rights(
        units={row.unit_id}, officer_of={row.unit_id}, member_blocs={row.bloc_id}
    )


def test_leader_leads_the_unit_in_its_blocs(db):
    row = MembershipFactory()

    rights = make_user("leader", row.unit).rights

    assert rights == Rights(
        units={row.unit_id}, leader_of={row.unit_id}, member_blocs={row.bloc_id},
        leader_blocs={row.bloc_id},
    )  # fmt: skip


def test_officer_of_one_unit_leads_another_without_mixing_them(db):
    one, other = MembershipFactory(), MembershipFactory()
    user = make_user("officer", one.unit)
    AppointmentFactory(
        user=user, bloc=None, unit=other.unit, province=other.unit.province, role="leader"
    )

    rights = fresh(user).rights

    assert rights.member_blocs == {one.bloc_id, other.bloc_id}
    assert rights.leader_blocs == {other.bloc_id}


@pytest.mark.parametrize(
    ("role", "right"), [("chair", "chair_of"), ("meeting_secretary", "meeting_secretary_of")]
)
def test_role_of_a_meeting_is_for_that_meeting(world, role, right):
    rights = make_user(role, world.meeting).rights

    assert rights == Rights(**{right: {world.meeting.pk}, "meeting_blocs": {world.bloc.pk}})


def test_person_with_two_roles_has_both(db):
    bloc = BlocFactory()
    user = make_user("secretary", bloc)
    AppointmentFactory(user=user, bloc=bloc, role="appraiser")

    assert fresh(user).rights == Rights(secretary_of={bloc.pk}, appraiser_of={bloc.pk})


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [
        (DAY, None, True), (DAY, DAY, True), (BEFORE, DAY, True), (AFTER, None, False),
        (BEFORE, BEFORE, False), (BEFORE, AFTER, True),
    ],
)  # fmt: skip
def test_appointment_holds_on_its_first_and_last_day(db, starts, ends, holds):
    row = AppointmentFactory(starts=starts, ends=ends)

    assert (row.user.rights.secretary_of == {row.bloc_id}) is holds


@pytest.mark.parametrize(
    ("starts", "ends", "holds"), [(DAY, DAY, True), (AFTER, None, False), (BEFORE, BEFORE, False)]
)
def test_membership_holds_on_its_first_and_last_day(db, starts, ends, holds):
    row = MembershipFactory(starts=starts, ends=ends)

    assert (make_user("officer", row.unit).rights.member_blocs == {row.bloc_id}) is holds


def test_former_head_keeps_reading_and_nothing_else(db):
    bloc = BlocFactory()
    old, new = UserFactory(), UserFactory()
    AppointmentFactory(bloc=bloc, user=old, role="head", starts=BEFORE)
    AppointmentFactory(bloc=bloc, user=new, role="head", starts=DAY)

    assert old.rights == Rights(former_head_of={bloc.pk}, years_headed={bloc.pk: {2021}})
    assert new.rights == Rights(head_of={bloc.pk})
    assert list(Bloc.objects.visible_to(old)) == [bloc]


def test_head_who_comes_back_is_head_again(db):
    bloc = BlocFactory()
    user = UserFactory()
    for starts, who in ((date(2019, 1, 1), user), (date(2020, 1, 1), UserFactory()), (DAY, user)):
        AppointmentFactory(bloc=bloc, user=who, role="head", starts=starts)

    assert user.rights == Rights(head_of={bloc.pk})


def test_head_to_come_has_no_right_yet(db):
    row = AppointmentFactory(role="head", starts=AFTER)

    assert row.user.rights == Rights()


def test_no_instant_has_two_heads_or_none(db, stand_on, monkeypatch):
    stand_on(None)
    bloc = BlocFactory()
    old, new = UserFactory(), UserFactory()
    AppointmentFactory(bloc=bloc, user=old, role="head", starts=date(2021, 1, 4))
    AppointmentFactory(bloc=bloc, user=new, role="head", starts=date(2021, 7, 10))
    midnight = datetime(2021, 7, 9, 17, 0, tzinfo=UTC)  # 10 July in Vietnam

    for seconds in (-3600, -1, 0, 1, 3600):
        monkeypatch.setattr(
            clock, "real_now", lambda now=midnight + timedelta(seconds=seconds): now
        )
        heads = [user for user in (old, new) if fresh(user).rights.head_of]
        assert heads == [new if seconds >= 0 else old]


@pytest.mark.parametrize(
    ("first", "last", "acts"),
    [
        (None, None, False), (DAY, None, True), (DAY, DAY, True), (AFTER, None, False),
        (BEFORE, BEFORE, False), (BEFORE, AFTER, True),
    ],
)  # fmt: skip
def test_deputy_acts_while_the_head_has_assigned_it(db, first, last, acts):
    row = AppointmentFactory(role="deputy", acting_from=first, acting_to=last)

    rights = row.user.rights

    assert rights.deputy_of == {row.bloc_id}
    assert (rights.acting_head_of == {row.bloc_id}) is acts
    assert rights.head_of == set()


def test_inactive_person_has_no_right(db):
    user = make_user("head")
    user.is_active = False
    user.save()

    assert fresh(user).rights == Rights()
    assert fresh(user).has_perm("units.close_period", Bloc.objects.get()) is False


def test_rights_are_loaded_with_two_queries_once(world, django_assert_num_queries):
    user = fresh(world.people["officer"])

    with django_assert_num_queries(2):
        assert user.rights.member_blocs == {world.bloc.pk}
        assert user.rights.units


def test_operator_sees_no_business_data(world):
    operator = world.people["operator"]

    for model in (Province, Bloc, Unit, Membership, Period):
        assert model.objects.exists()
        assert list(model.objects.visible_to(operator)) == []
    assert operator.rights == Rights()


@pytest.mark.parametrize(
    "role", ["officer", "leader", "secretary", "head", "deputy", "appraiser", "chair"]
)
def test_people_of_a_bloc_see_that_bloc_alone(world, far, role):
    user = world.people[role]

    assert set(Bloc.objects.visible_to(user)) == {world.bloc}
    assert set(Period.objects.visible_to(user)) == {world.period, world.year}
    assert set(Unit.objects.visible_to(user)) == set(world.units)
    assert set(Membership.objects.visible_to(user)) == set(world.bloc.memberships.all())
    assert set(Province.objects.visible_to(user)) == set()


@pytest.mark.parametrize("role", ["reviewer", "observer"])
def test_people_of_a_province_see_all_its_blocs(world, far, role):
    beside = BlocFactory(province=world.province)
    user = world.people[role]

    assert set(Bloc.objects.visible_to(user)) == {world.bloc, beside}
    assert set(Province.objects.visible_to(user)) == {world.province}


def test_unit_that_left_is_still_seen_by_its_former_bloc(world):
    gone = world.bloc.memberships.get(unit=world.units[4])
    gone.ends = BEFORE
    gone.save()

    assert world.units[4] in Unit.objects.visible_to(world.people["secretary"])


def entries(user) -> set[str]:
    return set(AuditEntry.objects.visible_to(user).values_list("who", flat=True))


def test_trail_shows_each_person_what_access_allows(world, far):
    def write(who: str, by, bloc) -> None:
        AuditEntry.objects.create(
            bloc=bloc, province=bloc.province, user=by, who=who, at=clock.now(),
            real_at=clock.real_now(), action="x", object_type="x", object_id=1,
        )  # fmt: skip

    world_people, own = (
        world.people,
        {"ours": world.people["officer"], "chair": world.people["chair"]},
    )
    seen_before = {name: entries(user) for name, user in world_people.items()}
    for who, by in own.items():
        write(who, by, world.bloc)
    write("theirs", far.people["officer"], far.bloc)

    new = {name: entries(user) - seen_before[name] for name, user in world_people.items()}
    everything = {"ours", "chair"}
    assert new == {
        "officer": {"ours"}, "member": {"ours"}, "leader": {"ours"}, "chair": {"chair"},
        "secretary": everything, "head": everything, "deputy": set(), "reviewer": everything,
        "observer": set(), "appraiser": set(), "former_head": set(), "operator": set(),
        "meeting_secretary": set(),
    }  # fmt: skip


def test_roles_of_the_model_are_those_that_are_tested():
    assert set(Appointment.Role.values) == {
        "secretary", "head", "deputy", "officer", "leader", "appraiser", "reviewer", "observer",
        "chair", "meeting_secretary",
    }  # fmt: skip
