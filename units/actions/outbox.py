"""The outbox: mail is a row first, sent by the worker, and never twice.

Here letters are written, looked at, let go, dropped and tried again; `delivery` hands them over.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from emulation_bloc.lib import clock, jobs, vietnamese
from emulation_bloc.lib.states import ActionError
from units.actions.audit import record
from units.models import Bloc, Mail, User

LONGEST_SUBJECT = 300


@dataclass(frozen=True)
class Letter:
    """What one person is told about one duty; `url` is the duty's page, a path of the product."""

    user: User
    duty: str
    subject: str
    body: str
    url: str


@transaction.atomic
def write_mail(
    *,
    bloc: Bloc | None,
    kind: str,
    duty: str,
    subject: str,
    body: str,
    user: User | None = None,
    address: str = "",
    url: str = "",
    calendar: str = "",
    by: User | None = None,
    is_draft: bool = False,
) -> Mail | None:
    """Put a letter into the outbox: to a person (`user`) or to an address.

    None where there is no address that mail could go to. The same (address, duty, kind) once more
    gives the letter that is there already. A draft waits for a person to look at it; `calendar` is
    the text of an .ics that goes with it; `url` is the page of the duty, a path within the product.
    """
    to = _usable(address or (user.email if user else ""))
    if not to:
        return None
    now = clock.real_now()
    mail, is_new = Mail.objects.get_or_create(
        address=to,
        duty=duty,
        kind=kind,
        defaults={
            "bloc": bloc,
            "user": user,
            "subject": one_line(subject),
            "body": vietnamese.clean(body),
            "url": url,
            "calendar": calendar,
            "created_by": by,
            "created_at": now,
            "queued_at": None if is_draft else now,
            "state": Mail.State.DRAFT if is_draft else Mail.State.QUEUED,
        },
    )
    if is_new and not is_draft:
        jobs.queue("units.send_mail", mail.pk)
    return mail


def _usable(address: str) -> str:
    """The address if mail can go there, else nothing: one with a line break would add headers."""
    to = address.strip()
    try:
        validate_email(to)
    except ValidationError:
        return ""
    return to


def one_line(text: str) -> str:
    """A subject: clean, NFC, one line, at most 300 characters; no header can hide in it."""
    line = " ".join(vietnamese.clean(text).split())
    return line if len(line) <= LONGEST_SUBJECT else line[: LONGEST_SUBJECT - 1] + "…"


@transaction.atomic
def write_reminders(bloc: Bloc, letters: Iterable[Letter], *, day: date, by: User) -> int:
    """Write drafts that remind people of what they owe, for somebody to look at before they go.

    Returns how many are new: a person is reminded of a duty once a day, however often this is
    asked for. People without an address get none.
    """
    kind = f"reminder:{day.isoformat()}"
    known = set(Mail.objects.filter(bloc=bloc, kind=kind).values_list("address", "duty"))
    new = [one for one in letters if (_usable(one.user.email), one.duty) not in known]
    made = 0
    for one in new:
        mail = write_mail(
            bloc=bloc,
            kind=kind,
            duty=one.duty,
            subject=one.subject,
            body=one.body,
            user=one.user,
            url=one.url,
            by=by,
            is_draft=True,
        )
        made += mail is not None
    if made:
        record(bloc, "reminders_written", by=by, after={"letters": made})
    return made


@transaction.atomic
def queue_drafts(mails: Iterable[Mail], *, by: User) -> int:
    """Let drafts of one bloc go; returns how many.

    A letter that somebody else has let go or dropped meanwhile stays as it is. Raises ActionError
    when none is left.
    """
    now = clock.real_now()
    gone = [mail for mail in mails if _moved(mail, Mail.State.QUEUED, queued_at=now)]
    if not gone:
        raise ActionError(_("Không còn thư nào chờ gửi trong các thư đã chọn. Hãy tải lại trang."))
    for mail in gone:
        jobs.queue("units.send_mail", mail.pk)
    record(gone[0].bloc or gone[0], "letters_sent", by=by, after=_counted(gone))
    return len(gone)


@transaction.atomic
def drop(mails: Iterable[Mail], *, by: User, reason: str = "") -> int:
    """Decide that letters of one bloc do not go out; returns how many.

    Only what has not been handed over can be dropped; raises ActionError when none is left.
    """
    dropped = [mail for mail in mails if _moved(mail, Mail.State.DROPPED)]
    if not dropped:
        raise ActionError(_("Các thư đã chọn đã được gửi hoặc đã bỏ. Hãy tải lại trang."))
    record(
        dropped[0].bloc or dropped[0],
        "letters_dropped",
        by=by,
        after=_counted(dropped),
        reason=vietnamese.clean(reason),
    )
    return len(dropped)


def _moved(mail: Mail, target: str, **values: Any) -> bool:
    """Whether the letter moved. A draft is sent, a failed one is tried again through `retry`."""
    if target == Mail.State.QUEUED and mail.state != Mail.State.DRAFT:
        return False
    try:
        mail.move_to(target, **values)
    except ActionError:
        return False
    return True


def _counted(mails: list[Mail]) -> dict[str, Any]:
    return {"letters": len(mails), "addresses": sorted({mail.address for mail in mails})}


@transaction.atomic
def retry(mail: Mail, *, by: User) -> None:
    """Try a failed letter again, with three fresh attempts.

    Where it is not known whether the letter went out, it is this person who decides that a second
    copy does less harm than none.
    """
    if mail.state != Mail.State.FAILED:
        raise ActionError(_("Thư này không ở trạng thái gửi lỗi. Hãy tải lại trang."))
    before = mail.error
    mail.move_to(Mail.State.QUEUED, attempts=0, error="", queued_at=clock.real_now())
    record(mail, "letter_retried", by=by, before={"error": before})
    jobs.queue("units.send_mail", mail.pk)
