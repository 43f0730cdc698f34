"""The trail: only ever added to, and only together with what it tells of."""

import pytest
from django.db import DatabaseError, connection, transaction

from emulation_bloc.lib import clock, trace
from tests.factories import BlocFactory, UserFactory, make_user
from units import actions
from units.models import AuditEntry, Bloc
from units.models.audit import AppendOnlyError


@pytest.fixture
def entry(db) -> AuditEntry:
    return actions.record(BlocFactory(), "bloc_founded", by=None)


def test_line_says_who_did_what_when_and_why(db, stand_on):
    bloc = BlocFactory(name="Khối Thi đua A")
    user = UserFactory(full_name="Trần Thị B", position="Chuyên viên")
    request_id = trace.start()

    actions.record(bloc, "renamed", by=user, before={"a": 1}, after={"a": 2}, reason="sai tên")

    line = AuditEntry.objects.get()
    assert (line.who, line.action, line.object_label) == (
        "Trần Thị B, Chuyên viên", "renamed", "Khối Thi đua A",
    )  # fmt: skip
    assert (line.bloc, line.province, line.user) == (bloc, bloc.province, user)
    assert (line.object_type, line.object_id) == ("units.bloc", bloc.pk)
    assert (line.before, line.after, line.reason) == ({"a": 1}, {"a": 2}, "sai tên")
    assert line.request_id == request_id
    assert clock.local_date(line.at) == clock.today()
    assert line.real_at.year > 2021
    assert str(line) == "Trần Thị B, Chuyên viên: renamed"


def test_line_of_the_system_names_the_system(entry):
    assert (entry.user, entry.who) == (None, "Hệ thống")


def test_name_of_that_day_stays_when_the_person_is_renamed(db):
    user = UserFactory(full_name="Tên Cũ", position="")
    actions.record(BlocFactory(), "x", by=user)

    user.full_name = "Tên Mới"
    user.save()

    assert AuditEntry.objects.get().who == "Tên Cũ"


def test_stored_line_cannot_be_saved_or_deleted(entry):
    entry.reason = "sửa"

    with pytest.raises(AppendOnlyError):
        entry.save()
    with pytest.raises(AppendOnlyError):
        entry.delete()
    assert AuditEntry.objects.get().reason == ""


def test_lines_cannot_be_changed_through_a_queryset(entry):
    for change in (
        lambda: AuditEntry.objects.update(reason="sửa"),
        lambda: AuditEntry.objects.filter(pk=entry.pk).delete(),
        lambda: AuditEntry.objects.bulk_update([entry], ["reason"]),
    ):
        with pytest.raises(AppendOnlyError), transaction.atomic():
            change()
    assert AuditEntry.objects.get().reason == ""


def test_database_itself_refuses_to_change_a_line(entry):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE units_auditentry SET reason = 'x' WHERE id = %s", [entry.pk])


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="on SQLite a test's flush is a DELETE"
)
def test_database_itself_refuses_to_delete_a_line(entry):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM units_auditentry WHERE id = %s", [entry.pk])


@pytest.mark.django_db(transaction=True)
def test_line_goes_away_with_the_action_that_was_rolled_back():
    province = BlocFactory().province
    user = make_user("reviewer", province)

    def found_and_fail() -> None:
        with transaction.atomic():
            actions.found_bloc(province, slug="moi", name="Mới", short_name="Mới", by=user)
            assert AuditEntry.objects.filter(action="bloc_founded").count() == 1
            raise RuntimeError

    with pytest.raises(RuntimeError):
        found_and_fail()

    assert not AuditEntry.objects.exists()
    assert not Bloc.objects.filter(slug="moi").exists()
