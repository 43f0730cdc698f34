"""Messages as files: whole or not at all, and a broken one never stops the worker."""

import json
import os
import threading
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from kombu import Connection, Queue

from emulation_bloc.lib import transport

QUEUE = "celery"


def connect(folder: Path) -> Connection:
    return Connection(
        "folder://localhost/",
        transport_options={
            "data_folder_in": str(folder / "queue"),
            "data_folder_out": str(folder / "queue"),
            "control_folder": str(folder / "control"),
            "polling_interval": 0.01,
        },
    )


@pytest.fixture
def channel(tmp_path) -> Iterator[Any]:
    with connect(tmp_path) as connection:
        yield connection.channel()


@pytest.fixture
def receive(channel) -> Callable[[], list[Any]]:
    """Everything that waits, through a consumer as the worker has one."""

    def drain() -> list[Any]:
        got: list[Any] = []

        def keep(body: Any, message: Any) -> None:
            got.append(body)
            message.ack()

        queue = Queue(QUEUE)
        with channel.connection.client.Consumer([queue], callbacks=[keep], channel=channel):
            try:
                while True:
                    channel.connection.client.drain_events(timeout=0.3)
            except TimeoutError:
                return got

    return drain


def publish(channel: Any, value: Any) -> None:
    channel.connection.client.Producer(channel).publish(value, exchange="", routing_key=QUEUE)


def envelope(**changes: Any) -> bytes:
    whole = {"body": "", "headers": {}, "properties": {"delivery_tag": "1", "delivery_info": {}}}
    return json.dumps(whole | changes).encode()


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*")) if folder.is_dir() else []


def test_message_arrives_once_and_leaves_no_file(channel, receive, tmp_path):
    publish(channel, {"id": 1})

    assert receive() == [{"id": 1}]
    assert receive() == []
    assert files(tmp_path / "queue") == files(tmp_path / "claimed") == []


def test_messages_arrive_in_order(channel, receive):
    for number in range(20):
        publish(channel, number)

    assert receive() == list(range(20))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"[1]",
        b'"words"',
        b"\xff\xfe",
        b"{}",
        envelope(properties=None),
        envelope(properties="words"),
        envelope(properties={}),
        envelope(body=5, properties={"delivery_tag": "1", "body_encoding": "base64"}),
        envelope(body="YQ", properties={"delivery_tag": "1", "body_encoding": "base64"}),
        envelope(body="YQ", properties={"delivery_tag": "1", "body_encoding": "rot13"}),
    ],
)
def test_broken_file_is_put_aside_and_the_next_message_arrives(
    channel, receive, tmp_path, caplog, content
):
    publish(channel, "after it")
    (tmp_path / "queue" / f"0_broken.{QUEUE}.msg").write_bytes(content)

    assert receive() == ["after it"]
    assert files(tmp_path / "broken") == [f"0_broken.{QUEUE}.msg"]
    assert (tmp_path / "broken" / f"0_broken.{QUEUE}.msg").read_bytes() == content
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_message_of_another_queue_or_half_written_stays(channel, receive, tmp_path):
    publish(channel, "mine")
    others = ["1_a.celery.other.msg", "1_a.other.msg", ".half.tmp"]
    for name in others:
        (tmp_path / "queue" / name).touch()

    assert receive() == ["mine"]
    assert files(tmp_path / "queue") == sorted(others)
    assert files(tmp_path / "broken") == []


def test_emptied_folders_come_back(channel, receive, tmp_path):
    publish(channel, "lost")
    for folder in ("queue", "control"):
        for path in (tmp_path / folder).glob("*"):
            path.unlink()
    (tmp_path / "queue").rmdir()

    assert receive() == []

    publish(channel, "new")
    assert receive() == ["new"]


def test_message_taken_away_while_it_is_claimed_is_skipped(channel, monkeypatch, tmp_path):
    publish(channel, "gone")
    read = transport.Channel._read

    def empty_first(self: Any, path: Path) -> Any:
        path.unlink()
        return read(self, path)

    monkeypatch.setattr(transport.Channel, "_read", empty_first)

    with pytest.raises(Empty):
        channel._get(QUEUE)
    assert files(tmp_path / "broken") == []


def test_full_disk_leaves_no_half_message(channel, monkeypatch, tmp_path):
    def no_room(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", no_room)

    with pytest.raises(OSError, match="No space left"):
        channel._put(QUEUE, {"body": ""})

    assert files(tmp_path / "queue") == []


def test_size_and_purge_count_only_the_queue(channel, tmp_path):
    publish(channel, 1)
    publish(channel, 2)
    (tmp_path / "queue" / "1_a.other.msg").touch()

    assert channel._size(QUEUE) == 2
    assert channel._purge(QUEUE) == 2
    assert channel._size(QUEUE) == 0
    assert files(tmp_path / "queue") == ["1_a.other.msg"]


def test_size_and_purge_of_a_missing_folder_are_nothing(channel, tmp_path):
    assert (channel._size(QUEUE), channel._purge(QUEUE)) == (0, 0)


def write_many(folder: Path, name: int, count: int) -> None:
    with connect(folder) as connection:
        channel = connection.channel()
        for number in range(count):
            publish(channel, [name, number])
    os._exit(0)  # without the tests' own farewells, which belong to the parent


def test_every_message_of_two_writers_reaches_one_of_two_readers_once(tmp_path):
    context = get_context("fork")
    writers = [context.Process(target=write_many, args=(tmp_path, name, 100)) for name in (1, 2)]
    got: list[tuple[int, int]] = []
    last = threading.Event()

    def read_all() -> None:
        with connect(tmp_path) as connection:
            channel = connection.channel()
            while True:
                is_last = last.is_set()
                try:
                    payload = channel._get(QUEUE)
                except Empty:
                    if is_last:
                        return
                    continue
                message = channel.Message(payload, channel=channel)
                got.append(tuple(message.payload))

    readers = [threading.Thread(target=read_all) for _ in range(2)]
    for process in (*writers, *readers):
        process.start()
    for writer in writers:
        writer.join(30)
    last.set()
    for reader in readers:
        reader.join(30)

    assert [writer.exitcode for writer in writers] == [0, 0]
    assert sorted(got) == [(name, number) for name in (1, 2) for number in range(100)]
    assert files(tmp_path / "broken") == files(tmp_path / "queue") == []


def test_bindings_made_at_once_are_all_kept(tmp_path):
    def bind(name: str) -> None:
        with connect(tmp_path) as connection:
            connection.channel()._queue_bind("control", "", "", name)

    names = [f"worker-{number}" for number in range(12)]
    threads = [threading.Thread(target=bind, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    with connect(tmp_path) as connection:
        bound = [row.queue for row in connection.channel().get_table("control")]
    assert sorted(bound) == sorted(names)


def test_deleted_queue_loses_its_messages_and_its_binding(channel):
    channel._queue_bind("control", "", "", "first")
    channel._queue_bind("control", "", "", "second")
    channel._put("first", {"body": ""})

    for _turn in range(2):
        channel._delete("first", "control", "", "")

    assert [row.queue for row in channel.get_table("control")] == ["second"]
    assert channel._size("first") == 0


def test_broken_list_of_bindings_counts_as_empty(channel, tmp_path):
    (tmp_path / "control").mkdir(exist_ok=True)
    (tmp_path / "control" / "control.exchange").write_text("", encoding="utf-8")

    assert channel.get_table("control") == []

    channel._queue_bind("control", "", "", "first")
    assert [row.queue for row in channel.get_table("control")] == ["first"]
