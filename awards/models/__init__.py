"""Catalogue and rules of awards, facts, register, nominations: one module per topic."""

from awards.models.catalogue import (
    Award,
    AwardBase,
    BaseSalary,
    CouncilQuorum,
    CouncilRule,
    LegalBase,
    MoneyRate,
    Regime,
    Rule,
    RuleSwitch,
    ScreeningBody,
)
from awards.models.facts import Fact, Reason, RegisterEntry, Subject, UnitEvent
from awards.models.nominations import Achievement, Check, DossierFile, Hold, Nomination
from awards.models.reviews import CouncilVote, Decision, Follow, Grant, Review

__all__ = [
    "Achievement",
    "Award",
    "AwardBase",
    "BaseSalary",
    "Check",
    "CouncilQuorum",
    "CouncilRule",
    "CouncilVote",
    "Decision",
    "DossierFile",
    "Fact",
    "Follow",
    "Grant",
    "Hold",
    "LegalBase",
    "MoneyRate",
    "Nomination",
    "Reason",
    "Regime",
    "RegisterEntry",
    "Review",
    "Rule",
    "RuleSwitch",
    "ScreeningBody",
    "Subject",
    "UnitEvent",
]
