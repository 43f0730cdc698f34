"""Queueing by name, after commit, whatever the broker does."""

import logging

import celery
import pytest
from django.db import transaction

from emulation_bloc.lib import jobs


def test_job_is_sent_after_commit_only(queued, django_capture_on_commit_callbacks, db):
    with django_capture_on_commit_callbacks(execute=True):
        jobs.queue("documents.render", 7)
        assert queued == []

    assert queued == [("documents.render", 7)]


@pytest.mark.django_db(transaction=True)
def test_job_of_a_rolled_back_action_is_never_sent(queued):
    def act() -> None:
        with transaction.atomic():
            jobs.queue("documents.render", 7)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        act()

    assert queued == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("error", [OSError("No space left on device"), ConnectionError("refused")])
def test_dead_or_full_broker_does_not_undo_what_was_done(monkeypatch, caplog, error):
    def refuse(_name: str, _row_id: int) -> None:
        raise error

    monkeypatch.setattr(jobs, "sender", refuse)

    with caplog.at_level(logging.ERROR), transaction.atomic():
        jobs.queue("documents.render", 7)

    assert str(error) in caplog.text


def test_sender_names_the_job_and_does_not_wait_for_a_dead_broker(monkeypatch):
    sent = []
    monkeypatch.setattr(
        celery.current_app, "send_task", lambda *given, **options: sent.append((given, options))
    )

    jobs._send("documents.render", 7)

    assert sent == [(("documents.render",), {"args": [7], "retry": False})]
