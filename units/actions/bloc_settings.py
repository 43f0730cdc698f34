"""How a bloc's rules are kept, whatever their topic."""

from collections.abc import Callable
from datetime import date
from typing import Any

from units.actions.audit import record
from units.models import Bloc, BlocSettings, User


def keep_settings(
    bloc: Bloc,
    before: Any,
    wanted: Any,
    *,
    starts: date,
    word: str,
    by: User | None,
    shown: Callable[[Any], dict[str, Any]] = BlocSettings.plain,
) -> None:
    """Keep the wanted rules from `starts` on, with a line in the trail; nothing where they hold
    already. `word` is the act in the trail, which keeps both as they are `shown`."""
    if before == wanted:
        return
    topic = next(topic for topic, kind in BlocSettings.TYPES.items() if kind is type(wanted))
    row, _created = BlocSettings.objects.update_or_create(
        bloc=bloc, topic=topic, starts=starts, defaults={"values": BlocSettings.plain(wanted)}
    )
    record(row, word, by=by, before=shown(before), after=shown(wanted))
