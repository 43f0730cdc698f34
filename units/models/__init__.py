"""Tenants, people, periods, rules, audit: one module per topic."""

from units.models.audit import AuditEntry
from units.models.people import Appointment, User
from units.models.periods import Period
from units.models.settings_ import BlocSettings, PaperSettings, ScoringSettings
from units.models.tenants import Bloc, Membership, Province, Unit, UnitName

__all__ = [
    "Appointment",
    "AuditEntry",
    "Bloc",
    "BlocSettings",
    "Membership",
    "PaperSettings",
    "Period",
    "Province",
    "ScoringSettings",
    "Unit",
    "UnitName",
    "User",
]
