"""Every address of the product, read from the URLconf."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# Signing in and out, the genuineness check, the health pages, and a person's calendar at its secret
# address (a calendar programme cannot sign in); nothing else is open to the world.
PUBLIC = {
    "healthz", "readyz", "units:login", "units:demo_login", "units:logout",
    "documents:check", "documents:check_form", "units:calendar_feed",
}  # fmt: skip


def walk(resolver: URLResolver, prefix: str = "", names: frozenset[str] = frozenset()) -> Iterator:
    """(name, view, names of the arguments) of each address; Django's admin is left out."""
    for entry in resolver.url_patterns:
        here = names | set(entry.pattern.converters)
        if isinstance(entry, URLResolver):
            if entry.namespace != "admin":
                inner = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
                yield from walk(entry, inner, here)
        elif isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}", entry.callback, here


def routes() -> dict[str, tuple[Callable[..., Any], frozenset[str]]]:
    """Name → (view, names of its arguments)."""
    return {name: (view, names) for name, view, names in walk(get_resolver())}


def routes_with_arguments() -> list[str]:
    """The addresses that show something of somebody's."""
    return sorted(name for name, (_view, names) in routes().items() if names and name not in PUBLIC)
