"""The round of a period that came with it."""

from assessments.models import Round
from units.models import Period


def round_of(period: Period) -> Round | None:
    """The period's round, if it has been opened; no query where it was joined."""
    found: Round | None = getattr(period, "round", None)
    if found:
        found.period, found.bloc = period, period.bloc
    return found
