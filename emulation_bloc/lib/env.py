"""Values from the environment; a wrong value stops the start instead of being guessed."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """The value of NAME, or the content of the file that NAME_FILE points to (for secrets)."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    """A switch that is written `true` or `false`; anything else raises ImproperlyConfigured."""
    value = text(name, "true" if default else "false").lower()
    if value not in {"true", "false"}:
        raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")
    return value == "true"


def number(name: str, default: int, *, least: int = 0) -> int:
    """A whole number of at least `least`; anything else raises ImproperlyConfigured."""
    value = text(name, str(default))
    if not value.isdecimal() or int(value) < least:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} up, not {value!r}.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas, blanks removed."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def kept_secret(path: Path, fresh: str) -> str:
    """The secret of this installation: made once, kept in a file that only its owner reads.

    Two processes that start together agree: the first to create the file wins.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="utf-8").strip()
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(fresh)
    return fresh
