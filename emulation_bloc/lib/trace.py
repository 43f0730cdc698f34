"""The id of the request or job that is under way, for the audit trail and the log."""

import logging
import uuid
from contextvars import ContextVar

_request_id: ContextVar[str] = ContextVar("request_id", default="")


def start(request_id: str = "") -> str:
    """Begin a request or a job; returns its id (32 hexadecimal digits unless given)."""
    chosen = request_id or uuid.uuid4().hex
    _request_id.set(chosen)
    return chosen


def current() -> str:
    """The id of what is under way; empty on the command line."""
    return _request_id.get()


class RequestIdFilter(logging.Filter):
    """Adds the id of what is under way to each line of the log."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Never drops a line."""
        record.request_id = current() or "-"
        return True
