"""What must hold in production: `manage.py check --deploy` asks these."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register


@register(Tags.security, deploy=True)
def demo_is_off(app_configs: Sequence[AppConfig] | None, **_given: Any) -> list[CheckMessage]:
    """A demonstration lets anybody enter with one click: never where real data lie."""
    if not settings.DEMO:
        return []
    hint = "Set DEMO=false, and use a data base without the demonstration."
    return [Error("Demo mode is on.", hint=hint, id="emulation_bloc.E001")]


@register(Tags.security, deploy=True)
def secret_is_given(app_configs: Sequence[AppConfig] | None, **_given: Any) -> list[CheckMessage]:
    """Every machine needs the same key; one that each makes for itself ends sessions at random."""
    kept = settings.VAR_DIR / "secret_key"
    is_own = kept.exists() and kept.read_text(encoding="utf-8").strip() == settings.SECRET_KEY
    if not is_own:
        return []
    hint = "Set SECRET_KEY or SECRET_KEY_FILE, the same for all machines."
    return [Warning(f"SECRET_KEY was made for {kept}.", hint=hint, id="emulation_bloc.W001")]


@register(Tags.security, deploy=True)
def address_is_https(app_configs: Sequence[AppConfig] | None, **_given: Any) -> list[CheckMessage]:
    """Papers print the address in their QR code, and cookies are kept to HTTPS because of it."""
    if settings.IS_SECURE:
        return []
    hint = "Set SITE_URL to the address that people type, beginning with https://."
    return [Warning(f"SITE_URL is {settings.SITE_URL}.", hint=hint, id="emulation_bloc.W002")]


@register(Tags.security, deploy=True)
def mail_goes_out(app_configs: Sequence[AppConfig] | None, **_given: Any) -> list[CheckMessage]:
    """Without a server letters are written to a folder and reach nobody."""
    if settings.SENDS_MAIL:
        return []
    hint = "Set EMAIL_URL or EMAIL_URL_FILE, and EMAIL_FROM."
    text = f"Letters stay in {settings.EMAIL_FILE_PATH}."
    return [Warning(text, hint=hint, id="emulation_bloc.W003")]


@register(Tags.security, deploy=True)
def trust_roots_are_readable(
    app_configs: Sequence[AppConfig] | None, **_given: Any
) -> list[CheckMessage]:
    """Without root certificates signatures are shown as not verified, which an installation may
    want; a path that cannot be read is a mistake."""
    from documents.pdf.signed import load_roots  # app ready

    hint = "Set SIGNATURE_TRUST_ROOTS to the root certificates of the signature providers."
    try:
        load_roots(settings.SIGNATURE_TRUST_ROOTS)
    except (OSError, ValueError) as error:
        text = f"SIGNATURE_TRUST_ROOTS cannot be read: {error}"
        return [Error(text, hint=hint, id="emulation_bloc.E002")]
    return []
