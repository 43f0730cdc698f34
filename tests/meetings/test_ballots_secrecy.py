"""Nothing joins voter and choice: not the whole database, the log, the trail, nor what the
database keeps beside its rows. No vote is lost or counted twice."""

import json
import logging
import random
import secrets
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from emulation_bloc.lib.states import ActionError
from meetings.actions import ballots
from meetings.models import Ballot, BallotBox, BallotTeller, BallotVoter
from tests.factories import trail
from tests.meetings.balloting import drawn, listed, make_hall, voter
from units.models import Unit, User


def dumped() -> dict[str, Any]:
    """Every value of every table but the box, by table, row and column."""
    found = {}
    for model in apps.get_models():
        if model is BallotBox:
            continue
        for row in model._base_manager.values():
            key = row.get("id", row.get(model._meta.pk.attname))
            for name, value in row.items():
                found[f"{model._meta.label_lower}.{key}.{name}"] = str(value)
    return found


@pytest.mark.django_db
def test_a_vote_leaves_one_yes_beside_its_voter_and_nothing_else(caplog):
    caplog.set_level(logging.DEBUG)
    hall = make_hall(7)
    ballot = hall.opened()
    before, words = dumped(), trail(hall.bloc)
    order = random.sample(range(7), 7)

    receipts = {place: hall.vote(ballot, place, place % 3) for place in order}

    after = dumped()
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    rows = BallotVoter.objects.filter(ballot=ballot)
    assert changed == {
        f"units.bloc.{hall.bloc.pk}.locked_at",
        *(f"meetings.ballotvoter.{row.pk}.has_voted" for row in rows),
    }
    assert {after[f"meetings.ballotvoter.{row.pk}.has_voted"] for row in rows} == {"True"}
    assert trail(hall.bloc) == words
    ballots.close_ballot(ballot, by=hall.head)
    ballots.count_ballot(ballot, by=hall.head)
    assert trail(hall.bloc)[-3:] == ["ballot_opened", "ballot_closed", "ballot_counted"]
    everything = json.dumps(dumped(), ensure_ascii=False) + caplog.text
    assert not [receipt for receipt in receipts.values() if receipt in everything]


@pytest.mark.django_db
def test_box_and_voters_stand_in_orders_of_their_own():
    hall = make_hall(7)
    ballot = hall.opened()
    for place in random.sample(range(7), 7):
        hall.vote(ballot, place, place % 3)
    ballots.close_ballot(ballot, by=hall.head)

    assert BallotBox.objects.filter(ballot=ballot).count() == 1
    slips = ballot.box.slips
    assert [slip["receipt"] for slip in slips] == sorted(slip["receipt"] for slip in slips)
    assert {tuple(sorted(slip)) for slip in slips} == {("marks", "receipt")}
    rows = list(BallotVoter.objects.filter(ballot=ballot).order_by("pk"))
    assert [row.unit for row in rows] == hall.units
    own = {"id", "unit_id", "unit_name", "user_id"}
    alike = [
        {name: value for name, value in vars(row).items() if name not in own | {"_state", "_unit"}}
        for row in BallotVoter.objects.filter(ballot=ballot)
    ]
    assert all(values == alike[0] for values in alike)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL keeps xmin")
@pytest.mark.django_db
def test_after_closing_no_row_tells_which_transaction_wrote_its_vote():
    hall = make_hall(7)
    ballot = hall.opened()
    for place in range(7):
        hall.vote(ballot, place, 0)

    def writers() -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT xmin::text FROM meetings_ballotvoter WHERE ballot_id = %s", [ballot.pk]
            )
            return {row[0] for row in cursor.fetchall()}

    assert len(writers()) == 7
    ballots.close_ballot(ballot, by=hall.head)
    assert len(writers()) == 1


@pytest.mark.django_db(transaction=True)
def test_after_closing_the_database_keeps_no_older_versions_of_the_box():
    hall = make_hall(3)
    ballot = hall.opened()
    hall.vote(ballot, 0, 0)
    tables = ("meetings_ballotbox", "meetings_ballotvoter")

    def kept() -> int:
        """Bytes in SQLite's log of pages, or PostgreSQL's tables that were never vacuumed."""
        if connection.vendor == "sqlite":
            return Path(f"{connection.settings_dict['NAME']}-wal").stat().st_size
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_user_tables"
                " WHERE relname = ANY(%s) AND last_vacuum IS NULL",
                [list(tables)],
            )
            return cursor.fetchone()[0]

    assert kept() > 0
    ballots.close_ballot(ballot, by=hall.head)
    assert kept() == 0


@pytest.mark.django_db
def test_a_vote_that_is_cut_off_leaves_neither_slip_nor_yes():
    hall = make_hall(3)
    ballot = hall.opened([hall.units[0]])
    receipt = drawn()

    def cut_off() -> None:
        with transaction.atomic():
            hall.vote(ballot, 0, 0, receipt=receipt)
            assert len(BallotBox.objects.get(ballot=ballot).slips) == 1
            raise OSError

    with pytest.raises(OSError):  # noqa: PT011  # raised above, without words
        cut_off()

    assert BallotBox.objects.get(ballot=ballot).slips == []
    assert not voter(ballot, hall.units[0]).has_voted
    hall.vote(ballot, 0, 0, receipt=receipt)
    assert [slip["receipt"] for slip in BallotBox.objects.get(ballot=ballot).slips] == [receipt]
    assert voter(ballot, hall.units[0]).has_voted


def crowd(number: int) -> tuple[Ballot, list[User]]:
    """An open ballot with as many voters on their phones."""
    hall = make_hall(3)
    ballot = hall.opened(hall.units[:1], base="valid")
    province, secret = hall.bloc.province, make_password(None)
    units = Unit.objects.bulk_create(
        Unit(province=province, slug=f"u-{n}", name=f"Sở {n}", short_name=f"S {n}")
        for n in range(number)
    )
    users = User.objects.bulk_create(
        User(username=f"cu-tri.{n}", full_name=f"Cử tri {n}", unit=unit, password=secret)
        for n, unit in enumerate(units)
    )
    BallotVoter.objects.filter(ballot=ballot).delete()
    BallotVoter.objects.bulk_create(
        BallotVoter(
            bloc=hall.bloc, ballot=ballot, unit=user.unit, unit_name=user.full_name, user=user
        )
        for user in users
    )
    return ballot, users


@pytest.mark.django_db(transaction=True)
def test_two_hundred_votes_at_once_each_sent_twice_count_once_each():
    ballot, users = crowd(200)
    candidate = listed(ballot)[0]
    sent = [
        (user, secrets.token_hex(16), [candidate] if n % 2 else []) for n, user in enumerate(users)
    ] * 2
    random.shuffle(sent)

    def send(part: list[tuple[User, str, list[int]]]) -> None:
        try:
            for user, receipt, marks in part:
                ballots.cast(
                    Ballot.objects.get(pk=ballot.pk), receipt=receipt, marks=marks, by=user
                )
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(send, [sent[start::8] for start in range(8)]))

    slips = BallotBox.objects.get(ballot=ballot).slips
    assert {slip["receipt"] for slip in slips} == {receipt for _user, receipt, _marks in sent}
    assert len(slips) == 200
    head = BallotTeller.objects.filter(ballot=ballot).first().user
    ballots.close_ballot(ballot, by=head)
    result = ballots.count_ballot(ballot, by=head).result
    assert (result["collected"], result["rows"][0]["votes"]) == (200, 100)


@pytest.mark.django_db(transaction=True)
def test_of_two_different_votes_of_one_unit_at_once_one_is_in_the_box():
    hall = make_hall(4)
    ballot = hall.opened(hall.units[:2])
    ids = listed(ballot)

    def send(mark: int) -> str:
        try:
            ballots.cast(
                Ballot.objects.get(pk=ballot.pk), receipt=drawn(), marks=[mark], by=hall.leaders[0]
            )
        except ActionError:
            return "refused"
        finally:
            connection.close()
        return "in"

    with ThreadPoolExecutor(2) as threads:
        answers = sorted(threads.map(send, ids))

    assert answers == ["in", "refused"]
    assert len(BallotBox.objects.get(ballot=ballot).slips) == 1


@pytest.mark.django_db(transaction=True)
def test_backup_waits_until_no_ballot_is_under_way(tmp_path):
    hall = make_hall(3)
    ballot = hall.opened(hall.units[:1])
    target = tmp_path / "copy"

    for _state in ("open", "closed"):
        with pytest.raises(CommandError, match="chưa kiểm phiếu xong"):
            call_command("backup", target)
        if ballot.state == "open":
            ballots.close_ballot(ballot, by=hall.head)
    assert not list(tmp_path.iterdir())
    ballots.count_ballot(ballot, by=hall.head)
    call_command("backup", target)

    assert target.stat().st_size > 1000
    with pytest.raises(CommandError, match="Đã có tệp"):
        call_command("backup", target)


@pytest.mark.django_db(transaction=True)
def test_backup_during_which_a_ballot_opened_is_thrown_away(tmp_path, monkeypatch):
    hall = make_hall(3)
    ballot = hall.start(hall.units[:1])

    def copy(target):
        target.write_bytes(b"half")
        ballots.open_ballot(ballot, by=hall.head)

    for name in ("_copy_sqlite", "_dump"):
        monkeypatch.setattr(f"meetings.management.commands.backup.{name}", copy)
    with pytest.raises(CommandError, match="chưa kiểm phiếu xong"):
        call_command("backup", tmp_path / "copy")

    assert not list(tmp_path.iterdir())
