"""Where mail is handed in: one address instead of seven settings."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


@dataclass(frozen=True)
class MailServer:
    """An SMTP server: plain, with STARTTLS (`starts_tls`) or TLS from the first byte (`is_tls`)."""

    host: str
    port: int
    user: str
    password: str
    starts_tls: bool
    is_tls: bool


def mail_server(url: str) -> MailServer | None:
    """The server of `smtp[+tls]://user:password@host:port` or `smtps://…`; None for an empty text.

    Without a port the usual one is taken (25, 587, 465); marks in user and password are written as
    in any URL (`%40`). Anything else raises ImproperlyConfigured, without repeating the password.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"EMAIL_URL cannot be read: {error}.") from None
    if parts.scheme not in _PORTS or not host or parts.path.strip("/") or parts.query:
        raise ImproperlyConfigured(
            "EMAIL_URL must be smtp://, smtp+tls:// or smtps:// with user:password@host:port."
        )
    return MailServer(
        host=host,
        port=port or _PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starts_tls=parts.scheme == "smtp+tls",
        is_tls=parts.scheme == "smtps",
    )
