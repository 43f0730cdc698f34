"""Handing letters over to the mail server: claimed, sent outside the transaction, never twice.

A mail server says `accepted`, and only then can the row say SENT: between the two a worker may die
or the line may drop. Then nobody knows whether the letter went out. We choose at most once: such a
letter is never sent again by itself, it fails with UNKNOWN and a person decides (`outbox.retry`).
Only what certainly did not go out is tried again: the server could not be reached, or said no.
"""

import logging
from contextlib import suppress
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.mail import get_connection
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emulation_bloc.lib import clock, jobs, vietnamese
from emulation_bloc.lib.states import ActionError
from units.models import Mail
from units.queries.mail import message_of

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
TIME_LIMIT = 90  # seconds after which a worker that sends is killed
LEASE = timedelta(seconds=TIME_LIMIT + 30)
QUEUE_PATIENCE = timedelta(minutes=2)
UNKNOWN = gettext_lazy(
    "Không rõ thư đã gửi đi hay chưa. Hãy hỏi người nhận trước khi gửi lại: thư có thể đến hai lần."
)


@transaction.atomic
def claim(mail_id: int) -> Mail | None:
    """Take a letter to send, with a lease. None when it is sent, dropped, still a draft, taken by
    another worker, or unknown."""
    mail = Mail.objects.filter(pk=mail_id).first()
    if mail is None or mail.state != Mail.State.QUEUED:
        return None
    try:
        mail.move_to(
            Mail.State.SENDING,
            lease_until=clock.real_now() + LEASE,
            attempts=mail.attempts + 1,
        )
    except ActionError:
        return None
    return mail


def deliver(mail: Mail) -> None:
    """Hand a claimed letter over; never call it inside a transaction.

    What goes wrong becomes a state with a sentence; only defects of our own are raised.
    """
    try:
        message = message_of(mail)
        message.message()  # a header that cannot be written is known before anything is said
    except ValueError:
        logger.exception("mail %s cannot be written", mail.pk)
        _finish(mail, Mail.State.FAILED, error=_("Không dựng được thư. Hãy báo quản trị hệ thống."))
        return
    try:
        connection = get_connection()
        connection.open()
    except (OSError, SMTPException, ImproperlyConfigured) as error:
        logger.warning("mail %s: no connection: %s", mail.pk, error)
        _try_later(mail, _("Không kết nối được máy chủ thư."))
        return
    try:
        connection.send_messages([message])
    except (SMTPResponseException, SMTPRecipientsRefused) as error:
        _refused(mail, error)
    except (OSError, SMTPException) as error:
        logger.warning("mail %s: unknown outcome: %s", mail.pk, error)
        give_up(mail)
    else:
        _finish(mail, Mail.State.SENT, sent_at=clock.real_now(), error="")
    finally:
        with suppress(OSError, SMTPException):  # what was accepted stays accepted
            connection.close()


def give_up(mail: Mail) -> None:
    """Say that nobody knows whether the letter went out; a person decides."""
    _finish(mail, Mail.State.FAILED, error=str(UNKNOWN))


def _refused(mail: Mail, error: SMTPResponseException | SMTPRecipientsRefused) -> None:
    """The server said no: for good with a code from 500 up, for now with a smaller one."""
    code, said = _answer_of(error)
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    text = " ".join(vietnamese.clean(text).split())[:150]
    words = _("Máy chủ thư không nhận thư này (%(code)s %(said)s).") % {"code": code, "said": text}
    if code >= 500:
        _finish(mail, Mail.State.FAILED, error=words)
    else:
        _try_later(mail, words)


def _answer_of(error: SMTPResponseException | SMTPRecipientsRefused) -> tuple[int, bytes | str]:
    if isinstance(error, SMTPRecipientsRefused):
        return next(iter(error.recipients.values()))
    return error.smtp_code, error.smtp_error


def _try_later(mail: Mail, error: str) -> None:
    """Back into the queue for the sweep, later each time; after three attempts it has failed."""
    if mail.attempts >= MAX_ATTEMPTS:
        _finish(mail, Mail.State.FAILED, error=_("Đã thử ba lần. %(why)s") % {"why": error})
        return
    later = clock.real_now() + timedelta(minutes=mail.attempts)
    _finish(mail, Mail.State.QUEUED, error=error, queued_at=later)


def _finish(mail: Mail, target: str, *, error: str, **values: Any) -> None:
    """Write the outcome, unless the sweep has given the letter up meanwhile."""
    try:
        mail.move_to(target, only_if={"lease_until": mail.lease_until}, error=error[:300], **values)
    except ActionError:
        logger.warning("mail %s was given up while it was sent", mail.pk)


def sweep() -> int:
    """Find letters that nobody is sending: send lost ones again, give up those whose worker died.

    Returns how many were sent again.
    """
    now = clock.real_now()
    rows = Mail.objects.due(now=now, queued_before=now - QUEUE_PATIENCE).order_by("pk")
    return sum(_send_again(mail) for mail in rows[:200])


@transaction.atomic
def _send_again(mail: Mail) -> int:
    if mail.state == Mail.State.SENDING:
        give_up(mail)
        return 0
    rows = Mail.objects.filter(pk=mail.pk, state=Mail.State.QUEUED, queued_at=mail.queued_at)
    if not rows.update(queued_at=clock.real_now()):
        return 0
    jobs.queue("units.send_mail", mail.pk)
    return 1
