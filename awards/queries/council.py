"""What a vote of the council must reach: who screens, the share of yes, the quorum (§1.5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil

from django.db.models import F, Q

from awards.models import CouncilQuorum, CouncilRule, Nomination, ScreeningBody
from emulation_bloc.lib.numbers import plain, rounded, shown_short
from units.models.tenants import valid_on


@dataclass(frozen=True)
class Bar:
    """Who screens a nomination, and the share of all members that must agree.

    `threshold` is empty where no confirmed rule of the nomination's regime names one: it is typed.
    """

    body: str = ScreeningBody.Body.COUNCIL
    threshold: str = ""
    article: str = ""
    is_secret: bool = False

    @property
    def is_standing(self) -> bool:
        """Whether the standing body alone screens it."""
        return self.body == ScreeningBody.Body.STANDING

    @property
    def body_words(self) -> str:
        """The body's name."""
        return str(ScreeningBody.Body(self.body).label)


def bars_of(nominations: Iterable[Nomination], day: date) -> dict[int, Bar]:
    """The bar of each nomination on the day of the sitting, by its id; two queries."""
    rows = list(nominations)
    awards = {row.award_id for row in rows}
    rules = {
        (rule.award_id, rule.regime_id): rule
        for rule in CouncilRule.objects.filter(award__in=awards, is_confirmed=True)
    }
    provinces = {row.bloc.province_id for row in rows}
    bodies: dict[tuple[int, int], str] = {}
    found = ScreeningBody.objects.filter(award__in=awards, province__in=provinces, starts__lte=day)
    for body in found.order_by("starts"):
        bodies[body.province_id, body.award_id] = body.body
    return {row.pk: _bar(row, rules, bodies) for row in rows}


def _bar(
    row: Nomination,
    rules: dict[tuple[int, int], CouncilRule],
    bodies: dict[tuple[int, int], str],
) -> Bar:
    body = bodies.get((row.bloc.province_id, row.award_id), ScreeningBody.Body.COUNCIL)
    rule = rules.get((row.award_id, row.regime_id or 0))
    if rule is None or body == ScreeningBody.Body.STANDING:
        return Bar(body=body)
    return Bar(body, rule.threshold, rule.article, rule.is_secret)


def quorum_of(province_id: int, day: date) -> CouncilQuorum | None:
    """The confirmed quorum of the province's council on the day of the sitting: its own before the
    one for all; None where neither is registered. One query."""
    rows = CouncilQuorum.objects.filter(
        valid_on(day), Q(province=None) | Q(province=province_id), is_confirmed=True
    )
    return rows.order_by(F("province").desc(nulls_last=True), "-starts").first()


def share_of(typed: Decimal | str | None) -> str:
    """The share that was typed, per cent or as `2/3`, as it is kept; empty without one.

    Two thirds is not 66,67%: of nine members it is six, not seven.
    """
    if typed is None or isinstance(typed, str):
        return typed or ""
    return plain(Decimal(typed) / 100)


def needed(members: int, share: str | Fraction) -> int:
    """How many of `members` are at least that share of them all: 0.80 of 9 is 8."""
    return ceil(Fraction(share) * members)


def percent_words(share: str | Fraction) -> str:
    """`80%`, `66,67%`, `2/3`: a share as people write it."""
    if isinstance(share, str) and "/" in share:
        return share
    return shown_short(rounded(Fraction(share) * 100)) + "%"
