"""Who may do what on the ground floor, role by role."""

import pytest

from tests.factories import AppointmentFactory, fresh
from units import rules as ground_rules
from units.models import Unit

ROLES = [
    "officer", "leader", "appraiser", "secretary", "head", "deputy", "former_head", "reviewer",
    "observer", "chair", "meeting_secretary", "operator",
]  # fmt: skip
ALLOWED = {
    "units.open_period": {"secretary", "head"},
    "units.edit_windows": {"secretary", "head"},
    "units.close_period": {"head"},
    "units.edit_settings": {"secretary", "head"},
    "units.assign_deputy": {"head"},
    "units.send_mail": {"secretary", "head"},
    "units.see_late": {"secretary", "head", "reviewer"},
    "units.read_audit": {"secretary", "head", "reviewer"},
    "meetings.plan": {"secretary", "head"},
    "meetings.write_report": {"secretary", "head"},
    "meetings.comment": {"officer", "leader", "chair", "meeting_secretary"},
}
DOCUMENT_PERMS = {
    "documents.approve": {"minutes": {"chair"}, "review_report": {"head"}},
    "documents.return_draft": {"minutes": {"chair"}, "review_report": {"head"}},
    "documents.submit": {
        "minutes": {"meeting_secretary"}, "review_report": {"secretary", "head"},
    },
    "documents.share": {
        "minutes": {"meeting_secretary"}, "review_report": {"secretary", "head"},
    },
    "documents.preview": {
        "minutes": {"secretary", "head", "chair", "meeting_secretary"},
        "review_report": {"secretary", "head"},
    },
    "documents.give_number": {
        "minutes": {"secretary", "head", "meeting_secretary"},
        "review_report": {"secretary", "head"},
    },
    "documents.record_signed": {
        "minutes": {"secretary", "head", "meeting_secretary"},
        "review_report": {"secretary", "head"},
    },
    "documents.record_sent": {
        "minutes": {"secretary", "head"}, "review_report": {"secretary", "head"},
    },
    "documents.receive": {"minutes": {"reviewer"}, "review_report": {"reviewer"}},
}  # fmt: skip


@pytest.fixture
def world(shared_worlds, db):
    home, _far = shared_worlds
    return home


def allowed(world, perm, obj) -> set[str]:
    return {role for role in ROLES if world.people[role].has_perm(perm, obj)}


@pytest.mark.parametrize("perm", ALLOWED)
def test_permission_belongs_to_exactly_these_roles(shared_worlds, db, perm):
    world, far = shared_worlds

    assert allowed(world, perm, world.period) == ALLOWED[perm]
    assert allowed(far, perm, world.period) == set()


@pytest.mark.parametrize("perm", DOCUMENT_PERMS)
@pytest.mark.parametrize("kind", ["minutes", "review_report"])
def test_permission_on_a_paper_belongs_to_exactly_these_roles(shared_worlds, db, perm, kind):
    world, far = shared_worlds
    document = (world.minutes if kind == "minutes" else world.report).document

    assert allowed(world, perm, document) == DOCUMENT_PERMS[perm][kind]
    assert allowed(far, perm, document) == set()


def test_notes_are_edited_by_the_desk_and_the_people_of_the_meeting(shared_worlds, db):
    world, far = shared_worlds

    assert allowed(world, "meetings.edit_notes", world.meeting) == {
        "secretary", "head", "chair", "meeting_secretary",
    }  # fmt: skip
    assert allowed(far, "meetings.edit_notes", world.meeting) == set()


def test_acting_deputy_approves_the_report_and_closes_nothing(world):
    deputy = world.people["deputy"]
    deputy.appointments.filter(role="deputy").update(acting_from="2021-07-12")
    deputy = fresh(deputy)

    assert deputy.has_perm("documents.approve", world.report.document) is True
    assert deputy.has_perm("documents.approve", world.minutes.document) is False
    assert deputy.has_perm("units.close_period", world.period) is False
    assert deputy.has_perm("documents.record_sent", world.report.document) is False


@pytest.mark.parametrize("perm", ["documents.receive", "units.read_audit"])
def test_reviewer_is_denied_where_the_own_unit_is_a_member(world, perm):
    reviewer = fresh(world.people["reviewer"])
    document = world.papers["sent"]
    assert reviewer.has_perm(perm, document) is True

    AppointmentFactory(
        user=reviewer, bloc=None, unit=world.units[3], province=world.province, role="officer"
    )

    assert fresh(reviewer).has_perm(perm, document) is False


def test_only_the_leader_of_a_unit_leads_it(world):
    class OfUnit:
        unit_id = world.units[1].pk

    assert ground_rules.is_unit_leader.test(world.people["leader"], OfUnit()) is True
    assert ground_rules.is_unit_leader.test(world.people["officer"], OfUnit()) is False
    assert ground_rules.is_unit_leader.test(world.people["leader"], Unit()) is False


def test_predicates_never_query(world, django_assert_num_queries):
    user = fresh(world.people["secretary"])
    assert user.rights
    period, document = world.period, world.minutes.document
    assert period.bloc.province
    assert document.bloc.province

    with django_assert_num_queries(0):
        for perm in ALLOWED:
            user.has_perm(perm, period)
        for perm in DOCUMENT_PERMS:
            user.has_perm(perm, document)


def test_operator_has_djangos_own_permissions_and_no_tenants(world):
    operator = world.people["operator"]

    assert operator.has_perm("units.add_unit") is True
    assert operator.has_perm("units.open_period", world.period) is False


def test_tenant_permission_without_object_is_refused(world):
    assert world.people["head"].has_perm("units.close_period") is False
