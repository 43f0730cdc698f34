"""Work for later. The row is the truth, the queue a messenger: see `documents.actions.sweep`."""

import logging
from collections.abc import Callable

from django.db import transaction

logger = logging.getLogger(__name__)

Sender = Callable[[str, int], None]


def _send(name: str, row_id: int) -> None:
    from celery import current_app  # slow import

    current_app.send_task(name, args=[row_id], retry=False)


sender: Sender = _send


def queue(name: str, row_id: int) -> None:
    """Send job `name` for the row `row_id` once the transaction has been committed.

    A dead or full broker does not turn what the user did into an error page: Django logs it
    (`robust`), and the periodic sweep sends the row again.
    """
    transaction.on_commit(lambda: sender(name, row_id), robust=True)
