"""Open views of a meeting: whether anything has changed, and the pieces of a page that show it.

A view asks more than once a second. Nothing changed: one query. Changed: its pieces are rendered
once for all who ask and kept under the meeting's revision; what differs from person to person is
kept under what the person may do, for that alone decides what `visible_to` gives. What is one
person's alone (a vote to cast) is asked each time and kept nowhere.
"""

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from django.core.cache import cache

from meetings.models import Meeting
from units.models import User

Pieces = dict[str, str]

# A change is fetched by every open view within seconds; a hidden one asks every ten.
KEPT_SECONDS = 60
# One rendering at a time in a process: sixty views that ask at once wait for one.
_rendering = threading.Lock()


def _none(meeting: Meeting) -> Pieces:
    return {}


@dataclass(frozen=True)
class LiveView:
    """One kind of page: the permission to open it (empty: whoever sees the meeting), and its
    pieces, element id → HTML. `shared` must not depend on who looks; what does belongs in `own`,
    which may use nothing of the person but `user.rights`, or in `personal`, which is never kept."""

    perm: str = ""
    shared: Callable[[Meeting], Pieces] = _none
    own: Callable[[Meeting, User], Pieces] | None = None
    personal: Callable[[Meeting, User], Pieces] | None = None


# Name in the address → view. Filled where the pages are: `meetings.views`.
VIEWS: dict[str, LiveView] = {}


def live_state(user: User, **lookup: Any) -> Meeting | None:
    """The meeting with its bloc and revision alone, None when it does not exist for the user."""
    rows = Meeting.objects.visible_to(user).select_related(None)
    return rows.only("bloc", "kind", "live_revision").filter(**lookup).order_by("pk").first()


def pieces_of(name: str, meeting: Meeting, user: User) -> Pieces:
    """What a view of the meeting shows now, from the cache where somebody asked before.

    `meeting` carries the revision that the caller read; a piece that is newer than it does no harm,
    an older one cannot be: every change counts the revision up in its own transaction.
    """
    view = VIEWS[name]
    key = f"live:{meeting.pk}:{name}:{meeting.live_revision}"
    found = _kept(key, lambda: view.shared(_whole(meeting)))
    if own := view.own:
        found = found | _kept(f"{key}:{rights_mark(user)}", lambda: own(_whole(meeting), user))
    return found | (view.personal(meeting, user) if view.personal else {})


def _kept(key: str, make: Callable[[], Pieces]) -> Pieces:
    found: Pieces | None = cache.get(key)
    if found is not None:
        return found
    with _rendering:
        found = cache.get(key)
        if found is None:
            found = make()
            cache.set(key, found, KEPT_SECONDS)
    return found


def _whole(meeting: Meeting) -> Meeting:
    rows = Meeting.objects.select_related(
        "bloc__province", "period__bloc__province", "host_unit", "current_item"
    )
    return rows.get(pk=meeting.pk)


def rights_mark(user: User) -> str:
    """The same for two people exactly when they may do the same, everywhere."""
    rights = user.rights
    told = [(one.name, _sorted(getattr(rights, one.name))) for one in fields(rights)]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


def _sorted(value: Any) -> Any:
    """Sets have no order of their own."""
    if isinstance(value, dict):
        return sorted((str(key), _sorted(one)) for key, one in value.items())
    return sorted(map(str, value))
