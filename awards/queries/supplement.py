"""What the department asked to be added to a dossier, and what came in since."""

from datetime import datetime
from typing import Any

from awards.models import DossierFile, Nomination, Review
from awards.queries.achievement import OPEN
from awards.queries.review import PARTS
from documents.models import Document
from emulation_bloc.lib import clock
from units.models import User


def last_asked(nomination: Nomination, user: User) -> dict[str, Any] | None:
    """The last supplement asked for, answered or not: items (part, its name, reason), `due`, the
    note, the day `on` which; None where none was asked for."""
    if nomination.submitted_at is None:
        return None
    rows = Review.objects.visible_to(user).filter(
        nomination=nomination, verdict=Review.Verdict.SUPPLEMENT, state=Review.State.APPROVED
    )
    last = rows.order_by("-pk").first()
    if last is None:
        waits = nomination.state == Nomination.State.SUPPLEMENT
        return {"items": [], "due": nomination.supplement_due, "note": ""} if waits else None
    items = [one | {"name": PARTS.get(one["item"], "")} for one in last.items]
    on = clock.local_date(last.answered_at) if last.answered_at else None
    return {"items": items, "due": last.due, "note": last.note, "on": on}


def is_editable(nomination: Nomination) -> bool:
    """Whether files may come and go: while the bloc works on it, or a supplement is asked for."""
    return nomination.state in OPEN


def removable_since(nomination: Nomination) -> datetime | None:
    """From when on files may still be taken out: what has gone to the department stays, what came
    after it asked for a supplement may go. None while nothing was sent."""
    if nomination.submitted_at is None:
        return None
    rows = Review.objects.filter(
        nomination=nomination, verdict=Review.Verdict.SUPPLEMENT, state=Review.State.APPROVED
    )
    last = rows.order_by("-pk").values_list("answered_at", flat=True).first()
    return last or nomination.submitted_at


def added_since_asked(nomination: Nomination) -> list[str]:
    """Titles of the files, and the report, that came in since the department asked."""
    asked = removable_since(nomination)
    if asked is None:
        return []
    files = DossierFile.objects.filter(nomination=nomination, at__gte=asked)
    reports = Document.objects.filter(achievement__nomination=nomination, approved_at__gte=asked)
    return [*files.values_list("title", flat=True), *(str(row) for row in reports)]
