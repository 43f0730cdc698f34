"""Celery's messages as files in a folder, so that nothing needs to be installed.

kombu's filesystem transport writes a message in place and ends its worker on an empty one; here
a message appears whole or not at all, and a broken one is put aside. Use it as `folder://`.
"""

import fcntl
import logging
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty
from time import monotonic_ns
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps, loads

logger = logging.getLogger(__name__)

# What reading and unpacking a file that is no message raises: no JSON, other types, missing keys.
BROKEN = (ValueError, TypeError, KeyError, AttributeError)


class Channel(filesystem.Channel):
    """A channel whose files are renamed into place."""

    def _put(self, queue: str, payload: Any, **_kwargs: Any) -> None:  # type: ignore[override]
        """Write the message under a temporary name, then give it its own.

        Raises OSError on a full disk.
        """
        folder = Path(self.data_folder_out)
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{monotonic_ns():020d}_{uuid.uuid4().hex}.{queue}.msg"
        _write_whole(folder / name, dumps(payload))

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        """Take the oldest whole message of the queue; a broken one goes to `broken/`.

        Raises Empty when none waits.
        """
        folder = Path(self.data_folder_in)
        claimed = folder.parent / "claimed"
        for name in self._names(folder, queue):
            target = claimed / name
            if not _claim(folder / name, target):
                continue
            try:
                payload = self._read(target)
            except FileNotFoundError:
                continue  # somebody has emptied the folder
            except BROKEN:
                self._put_aside(target)
                continue
            target.unlink(missing_ok=True)
            return payload
        raise Empty

    def _read(self, path: Path) -> Any:
        """The message in the file, when kombu can make one of it; else raises one of BROKEN."""
        payload = loads(path.read_text(encoding="utf-8"))
        self.Message(payload, channel=self)
        return payload

    @staticmethod
    def _names(folder: Path, queue: str) -> list[str]:
        ending = f"{queue}.msg"
        try:
            names = os.listdir(folder)  # noqa: PTH208  # thousands of names: no Path object for each
        except FileNotFoundError:
            return []
        return sorted(name for name in names if name.partition(".")[2] == ending)

    @staticmethod
    def _put_aside(target: Path) -> None:
        broken = target.parent.parent / "broken"
        broken.mkdir(exist_ok=True)
        with suppress(FileNotFoundError):
            target.rename(broken / target.name)
        logger.error("a broken message was put aside: %s", target.name)

    def _size(self, queue: str) -> int:
        """How many messages wait."""
        return len(self._names(Path(self.data_folder_in), queue))

    def _purge(self, queue: str) -> int:
        """Take all messages of the queue away; how many there were."""
        names = self._names(Path(self.data_folder_in), queue)
        for name in names:
            (Path(self.data_folder_in) / name).unlink(missing_ok=True)
        return len(names)

    def get_table(self, exchange: str) -> list[Any]:
        """The queues bound to an exchange; none when the folder has been emptied."""
        try:
            rows = loads(self._exchange_file(exchange).read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return []
        return [filesystem.exchange_queue_t(*row) for row in rows]

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        """Note a binding; two processes that start together do not lose each other's."""
        wanted = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        with _held(Path(self.control_folder)):
            rows = self.get_table(exchange)
            if wanted not in rows:
                _write_whole(self._exchange_file(exchange), dumps([wanted, *rows]))

    def _delete(
        self, queue: str, exchange: str, routing_key: str, pattern: str, *_args: Any, **_kwargs: Any
    ) -> None:
        """Forget a queue and its binding, under the same lock as `_queue_bind`."""
        self._purge(queue)
        gone = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        with _held(Path(self.control_folder)):
            rows = self.get_table(exchange)
            if gone in rows:
                kept = [row for row in rows if row != gone]
                _write_whole(self._exchange_file(exchange), dumps(kept))


class Transport(filesystem.Transport):
    """The transport behind `folder://`."""

    Channel = Channel
    driver_type = "folder"
    driver_name = "folder"


def _claim(source: Path, target: Path) -> bool:
    """Whether the message is ours now; another worker may have been first."""
    for _turn in range(2):
        try:
            source.rename(target)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
        else:
            return True
    return False


def _write_whole(path: Path, text: str) -> None:
    temporary = path.with_name(f".{uuid.uuid4().hex}.tmp")
    try:
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


TRANSPORT_ALIASES["folder"] = "emulation_bloc.lib.transport:Transport"
