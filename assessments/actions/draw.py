"""Drawing evenly who appraises whom: pure, so that a draw can be repeated from its seed."""

import random
from collections.abc import Mapping, Sequence

TRIES = 200


def draw_evenly(
    returns: Sequence[int],
    appraisers: Sequence[int],
    forbidden: Mapping[int, set[int]],
    *,
    seed: int,
    loads: Mapping[int, int] | None = None,
) -> dict[int, int] | None:
    """Return → appraiser, so that loads differ by at most one; None where that cannot be done.

    `forbidden`: appraiser → returns of the own units; `loads`: what each has already.
    """
    dice = random.Random(seed)  # noqa: S311  (repeatable from the trail; the seed is secret's)
    for _ in range(TRIES if appraisers else 0):
        order = dice.sample(list(returns), len(returns))
        slots = _slots(len(order), dice.sample(list(appraisers), len(appraisers)), loads or {})
        found = _match(order, slots, forbidden)
        if found is not None:
            return found
    return None


def _slots(count: int, appraisers: list[int], loads: Mapping[int, int]) -> list[int]:
    """`count` places, each given to whoever has least so far; equal ones in the drawn order."""
    have = {one: loads.get(one, 0) for one in appraisers}
    places = []
    for _ in range(count):
        least = min(appraisers, key=lambda one: have[one])
        have[least] += 1
        places.append(least)
    return places


def _match(
    returns: list[int], slots: list[int], forbidden: Mapping[int, set[int]]
) -> dict[int, int] | None:
    """A place for every return, moving others along where needed (augmenting paths)."""
    held: dict[int, int] = {}

    def place(one: int, seen: set[int]) -> bool:
        for number, appraiser in enumerate(slots):
            if number in seen or one in forbidden.get(appraiser, set()):
                continue
            seen.add(number)
            if number not in held or place(held[number], seen):
                held[number] = one
                return True
        return False

    if not all(place(one, set()) for one in returns):
        return None
    return {one: slots[number] for number, one in held.items()}
