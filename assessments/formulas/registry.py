"""The kinds of parts: each is one function, registered with its parameters, inputs and name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from assessments.formulas.base import Given, Input, Worked
from assessments.formulas.params import Param, Rule, params_of

Inputs = tuple[Input, ...]
Formula = Callable[[Any, Given], Worked]
F = TypeVar("F", bound=Formula)


@dataclass(frozen=True)
class PartKind:
    """One kind of part: what it is called, what it is set up with, what it asks the unit for."""

    code: str
    name: str
    rule: type[Rule]
    inputs: Callable[[Any], Inputs]
    formula: Formula
    is_negative: bool = False

    @property
    def params(self) -> tuple[Param, ...]:
        """Its parameters in their order, for an editor to draw."""
        return params_of(self.rule)


PART_KINDS: dict[str, PartKind] = {}


def part_kind(
    code: str,
    name: str,
    rule: type[Rule],
    inputs: Inputs | Callable[[Any], Inputs] = (),
    *,
    is_negative: bool = False,
) -> Callable[[F], F]:
    """Register a function as a kind of part. `is_negative`: it only ever takes points away."""

    def register(formula: F) -> F:
        asks = inputs if callable(inputs) else lambda _: inputs
        PART_KINDS[code] = PartKind(code, name, rule, asks, formula, is_negative)
        return formula

    return register
