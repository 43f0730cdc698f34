"""Papers arrive, whatever happens to worker, broker and disk."""

import os
import signal
from datetime import timedelta
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings
from django.core.files.storage import default_storage

from documents import actions
from documents.models import Document, Rendering
from emulation_bloc.lib import clock
from tests.factories import SNAPSHOT, DocumentFactory, PeriodFactory, make_user
from tests.worker.conftest import BROKER, empty_broker, wait_for, wait_until_done

pytestmark = pytest.mark.worker

PARAGRAPH = {"type": "paragraph", "text": "Phong trào thi đua yêu nước. " * 60}
LONG = SNAPSHOT | {"blocks": [PARAGRAPH] * 250}  # some seconds
TOO_LONG = SNAPSHOT | {"blocks": [PARAGRAPH] * 1200}


def submitted() -> Document:
    return DocumentFactory(state=Document.State.SUBMITTED)


def approve(document: Document, snapshot: dict = SNAPSHOT) -> Rendering:
    """Approve the paper; the row of its PDF."""
    actions.approve(document, snapshot=snapshot, by=make_user("head", document.bloc))
    rows = document.renderings.exclude(form=Rendering.Form.DOCX)
    document.renderings.filter(form=Rendering.Form.DOCX).delete()
    return rows.get()


def let_time_pass(rendering: Rendering) -> None:
    """As if patience and lease had run out; nobody waits half a minute in a test."""
    past = clock.real_now() - timedelta(minutes=5)
    Rendering.objects.filter(pk=rendering.pk).update(queued_at=past, lease_until=past)


def stored(rendering: Rendering) -> bytes:
    with default_storage.open(rendering.file) as file:
        return file.read()


def test_approved_paper_becomes_a_file(stack):
    stack.start_worker(with_schedule=False)

    done = wait_until_done(approve(submitted()))

    assert stored(done).startswith(b"%PDF-")
    assert len(stored(done)) == done.size
    assert (done.attempts, done.error) == (1, "")


def test_message_sent_twice_makes_one_file(stack):
    rendering = approve(submitted())
    current_app.send_task("documents.render", args=[rendering.pk])
    current_app.send_task("documents.sweep")
    current_app.send_task("documents.sweep")

    stack.start_worker(with_schedule=False)
    first = wait_until_done(rendering)
    other = wait_until_done(approve(submitted()))  # the queue is in order: all above has been read

    again = Rendering.objects.get(pk=rendering.pk)
    assert (again.file, again.sha256, again.attempts) == (first.file, first.sha256, 1)
    assert other.attempts == 1
    assert len(default_storage.listdir("papers")[1]) == len({first.file, other.file})


def test_worker_killed_in_mid_rendering_loses_no_paper(stack):
    stack.start_worker(with_schedule=False)
    rendering = approve(submitted(), LONG)
    wait_for(
        lambda: Rendering.objects.get(pk=rendering.pk).state == Rendering.State.WORKING,
        "it is made",
    )

    stack.stop("worker", kill=True)

    assert Rendering.objects.get(pk=rendering.pk).state == Rendering.State.WORKING
    let_time_pass(rendering)
    stack.start_worker()  # with the scheduler that sweeps
    done = wait_until_done(rendering)
    assert stored(done).startswith(b"%PDF-")
    assert done.attempts == 2


def test_emptied_broker_loses_no_paper(stack):
    rendering = approve(submitted())
    empty_broker()
    let_time_pass(rendering)

    stack.start_worker()

    assert wait_until_done(rendering).attempts == 1


def test_broker_emptied_under_a_running_worker_does_not_end_it(stack):
    stack.start_worker(with_schedule=False)
    wait_until_done(approve(submitted()))

    empty_broker()

    assert wait_until_done(approve(submitted())).attempts == 1
    assert stack.processes["worker"].poll() is None


@pytest.mark.skipif(bool(settings.REDIS_URL), reason="Redis keeps no message files")
@pytest.mark.parametrize("content", [b"", b"{", b"\x00\xff", b"[]", b'{"body": 1}'])
def test_broken_message_file_does_not_end_the_worker(stack, content):
    stack.start_worker(with_schedule=False)
    wait_until_done(approve(submitted()))
    (BROKER / "queue" / "00000000000000000001_hong.celery.msg").write_bytes(content)

    done = wait_until_done(approve(submitted()))

    assert done.attempts == 1
    assert stack.processes["worker"].poll() is None


@pytest.mark.skipif(bool(settings.REDIS_URL), reason="Redis keeps no message files")
def test_approval_stands_when_the_broker_is_dead(stack):
    (BROKER / "queue").parent.mkdir(parents=True, exist_ok=True)
    (BROKER / "queue").write_text("not a folder")

    rendering = approve(submitted())

    assert rendering.document.state == Document.State.APPROVED
    (BROKER / "queue").unlink()
    let_time_pass(rendering)
    stack.start_worker()
    assert wait_until_done(rendering).attempts == 1


def test_disk_that_cannot_be_written_is_said_and_retried(stack):
    papers = Path(default_storage.path("papers"))
    papers.parent.mkdir(parents=True, exist_ok=True)
    papers.write_text("not a folder")
    stack.start_worker(with_schedule=False)

    rendering = approve(submitted())
    wait_for(
        lambda: Rendering.objects.get(pk=rendering.pk).state == Rendering.State.FAILED, "it is said"
    )

    failed = Rendering.objects.get(pk=rendering.pk)
    assert failed.error.startswith("Không ghi được tệp")
    papers.unlink()
    actions.retry(failed, by=make_user("secretary", failed.bloc))
    assert wait_until_done(rendering).attempts == 1


def test_paper_that_takes_too_long_is_given_up_with_a_sentence(stack):
    stack.environment["RENDER_SECONDS"] = "8"
    stack.start_worker(with_schedule=False)

    rendering = approve(submitted(), TOO_LONG)
    wait_for(
        lambda: Rendering.objects.get(pk=rendering.pk).state == Rendering.State.FAILED, "it is said"
    )

    assert Rendering.objects.get(pk=rendering.pk).error == "Tạo tệp quá lâu nên đã dừng."
    assert wait_until_done(approve(submitted())).attempts == 1


def test_worker_child_killed_alone_is_replaced(stack):
    stack.start_worker(with_schedule=False)
    rendering = approve(submitted(), LONG)
    wait_for(
        lambda: Rendering.objects.get(pk=rendering.pk).state == Rendering.State.WORKING,
        "it is made",
    )

    for child in children_of(stack.processes["worker"].pid):
        os.kill(child, signal.SIGKILL)

    assert wait_until_done(approve(submitted())).attempts == 1
    let_time_pass(rendering)
    actions.sweep()
    assert wait_until_done(rendering).attempts == 2


def children_of(pid: int) -> list[int]:
    """The pids of a process's children."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_draft_and_summary_are_made_too(stack):
    period = PeriodFactory()
    user = make_user("secretary", period.bloc)
    document = DocumentFactory(period=period, bloc=period.bloc)
    rows = [
        actions.request_draft(document, snapshot=SNAPSHOT, by=user),
        actions.request_reading(
            Rendering.Form.SUMMARY_DOCX, period=period, snapshot=SNAPSHOT | {"form": "reading"},
            by=user, name="tom-tat.docx",
        ),
    ]  # fmt: skip

    stack.start_worker(with_schedule=False)

    made = [stored(wait_until_done(row)) for row in rows]
    assert [content[:4] for content in made] == [b"%PDF", b"PK\x03\x04"]
