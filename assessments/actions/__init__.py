"""Every write with a meaning about criteria, returns, evidence, scores and rankings."""

from assessments.actions.stages import advance

__all__ = [
    "advance",
]
