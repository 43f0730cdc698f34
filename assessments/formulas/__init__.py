"""How points follow from figures: pure functions, no database (bloc practice §3.2, §3.6)."""

from assessments.formulas.base import Context, Input, LeafResult, PartResult

__all__ = ["Context", "Input", "LeafResult", "PartResult"]
