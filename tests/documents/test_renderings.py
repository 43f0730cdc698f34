"""The row is the truth: claims, leases, lost messages, failures, each task run twice."""

import errno
from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.storage import default_storage

from documents import actions, tasks
from documents.actions import files
from documents.models import Rendering
from documents.pdf import RenderError
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from tests.factories import RenderingFactory, UserFactory

State = Rendering.State


@pytest.fixture
def waiting(db) -> Rendering:
    return RenderingFactory(state=State.QUEUED)


def stored(rendering: Rendering) -> Rendering:
    return Rendering.objects.get(pk=rendering.pk)


def content_of(rendering: Rendering) -> bytes:
    with default_storage.open(rendering.file) as file:
        return file.read()


def test_task_run_twice_makes_one_file(waiting):
    tasks.render(waiting.pk)
    first = stored(waiting)
    tasks.render(waiting.pk)

    assert (first.state, first.attempts) == (State.DONE, 1)
    assert content_of(first).startswith(b"%PDF")
    assert stored(waiting).sha256 == first.sha256
    assert stored(waiting).file == first.file


def test_task_for_an_unknown_row_does_nothing(db):
    tasks.render(987654)
    assert not Rendering.objects.exists()


def test_worker_whose_row_was_taken_over_changes_nothing(waiting):
    slow = actions.claim(waiting.pk)
    Rendering.objects.update(lease_until=clock.real_now() - timedelta(seconds=1))
    assert actions.sweep() == 1
    quick = actions.claim(waiting.pk)
    actions.fail(slow, "chậm")
    actions.store(slow, b"slow", suffix=".pdf")
    assert stored(waiting).state == State.WORKING
    actions.store(quick, b"quick", suffix=".pdf")

    assert content_of(stored(waiting)) == b"quick"


def test_sweep_gives_up_after_three_attempts_and_retry_starts_anew(waiting, queued):
    for _attempt in range(3):
        assert actions.claim(waiting.pk)
        Rendering.objects.update(lease_until=clock.real_now() - timedelta(seconds=1))
        tasks.sweep()
    tasks.sweep()
    row = stored(waiting)
    assert (row.state, row.attempts) == (State.FAILED, 3)
    assert row.error == "Đã thử ba lần nhưng không tạo được tệp."

    actions.retry(row, by=UserFactory())
    with pytest.raises(ActionError):
        actions.retry(row, by=UserFactory())
    assert (stored(waiting).state, stored(waiting).attempts) == (State.QUEUED, 0)


def test_sweep_leaves_what_is_fresh_and_run_twice_sends_once(waiting):
    assert actions.sweep() == 0
    Rendering.objects.update(queued_at=clock.real_now() - timedelta(minutes=1))
    assert actions.sweep() == 1
    assert actions.sweep() == 0


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "ổ đĩa đã đầy"),
        (PermissionError(errno.EACCES, "Permission denied"), "Không ghi được tệp"),
        (OSError("without a number"), "Không ghi được tệp"),
    ],
)
def test_storage_that_fails_is_said_and_retried(waiting, monkeypatch, fault, sentence):
    def refuse(*_args: object) -> None:
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr(default_storage, "save", refuse)
        tasks.render(waiting.pk)
    failed = stored(waiting)
    assert failed.state == State.FAILED
    assert sentence in failed.error

    actions.retry(failed, by=UserFactory())
    tasks.render(waiting.pk)
    assert stored(waiting).state == State.DONE


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (SoftTimeLimitExceeded(), "Tạo tệp quá lâu nên đã dừng."),
        (MemoryError(), "Văn bản quá lớn, máy không đủ bộ nhớ để tạo tệp."),
        (RenderError("x"), "Không dựng được văn bản. Hãy báo quản trị hệ thống."),
    ],
)
def test_rendering_that_fails_says_why(waiting, monkeypatch, fault, sentence):
    def break_down(_row: Rendering) -> None:
        raise fault

    monkeypatch.setattr(files, "make", break_down)
    tasks.render(waiting.pk)
    assert (stored(waiting).state, stored(waiting).error) == (State.FAILED, sentence)
