"""The words of a letter as it goes out, and the bloc's outbox."""

import re
from email.mime.text import MIMEText

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Count
from django.utils.translation import gettext as _

from units.models import Bloc, Mail

_METHOD = re.compile(r"^METHOD:([A-Z]+)\s*$", re.MULTILINE)


def letter_text(mail: Mail) -> str:
    """The whole text that the person reads: words, the address of the duty, where it comes from."""
    parts = [mail.body]
    if mail.url:
        url = settings.SITE_URL + mail.url
        parts.append(_("Mở việc này trên hệ thống:\n%(url)s") % {"url": url})
    parts.append(_("-- \nThư này do phần mềm Khối thi đua gửi tự động, xin không trả lời thư này."))
    return "\n\n".join(parts) + "\n"


def message_of(mail: Mail) -> EmailMessage:
    """The letter as it is handed over: plain text, and the invitation to a calendar if it has one.

    The Message-ID is always the same: a server that gets a letter twice can tell.
    """
    host = settings.SITE_URL.partition("://")[2].partition("/")[0].partition(":")[0]
    name = f"thu-{mail.pk}-{mail.created_at:%Y%m%d%H%M%S}"
    message = EmailMessage(
        subject=mail.subject,
        body=letter_text(mail),
        to=[mail.address],
        headers={"Message-ID": f"<{name}@{host}>", "Auto-Submitted": "auto-generated"},
    )
    if mail.calendar:
        message.attach(_calendar_part(mail.calendar))
    return message


def _calendar_part(text: str) -> MIMEText:
    """The .ics as calendar programmes expect it: the method stands in the header too."""
    found = _METHOD.search(text)
    part = MIMEText(text, "calendar", "utf-8")
    part.set_param("method", found.group(1) if found else "REQUEST")
    part.add_header("Content-Disposition", "attachment", filename="lich-hop.ics")
    return part


def mail_counts(bloc: Bloc) -> dict[str, int]:
    """State → how many letters of the bloc are in it."""
    rows = Mail.objects.filter(bloc=bloc).order_by().values_list("state").annotate(n=Count("pk"))
    return dict(rows)
