"""The outbox: mail is a row first, sent by the worker, and never twice."""

from django.db import transaction

from emulation_bloc.lib import clock, jobs
from units.models import Bloc, Mail, User


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
    """Put a letter into the outbox: to a person (`user`) or to an address; None without either.

    The same (address, duty, kind) once more gives the letter that is there already. A draft waits
    for a person to look at it; `calendar` is the text of an .ics that goes with it; `url` is the
    page of the duty, a path within the product.
    """
    to = address or (user.email if user else "")
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
            "subject": subject,
            "body": body,
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
