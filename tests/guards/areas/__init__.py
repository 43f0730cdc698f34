"""What each area of the product tells the five guards, a module per area.

A module may define: `ROUTES` (address → maker of its arguments from a World), `TABLE` (lines of the
role matrix: verb, address, a status for each role), `LISTS` (pages that list things → maker of
their arguments), `PAGES` (query counts: page, role, what makes the list longer, expected number),
`DESKS` (pages that may ask more than twelve times, with the reason beside them).
"""

import importlib
import pkgutil
from types import ModuleType
from typing import Any


def modules() -> list[ModuleType]:
    """Every area, by name."""
    names = sorted(row.name for row in pkgutil.iter_modules(__path__))
    return [importlib.import_module(f"{__name__}.{name}") for name in names]


def gathered(name: str) -> dict[str, Any]:
    """One mapping of all areas."""
    found: dict[str, Any] = {}
    for module in modules():
        found |= getattr(module, name, {})
    return found


def lines() -> list[list[str]]:
    """The rows of all areas' tables, comments and blank lines left out."""
    rows = [
        line.split("#")[0].split()
        for module in modules()
        for line in getattr(module, "TABLE", "").splitlines()
    ]
    return [row for row in rows if row]


def pages() -> list[tuple[Any, ...]]:
    """The query counts of all areas."""
    return [row for module in modules() for row in getattr(module, "PAGES", [])]


def desks() -> set[str]:
    """The pages of all areas that may ask more often."""
    return {name for module in modules() for name in getattr(module, "DESKS", set())}
