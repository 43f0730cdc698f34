"""Tenants, people, periods, rules, audit: one module per topic."""

from units.models.audit import AuditEntry
from units.models.calendar import CalendarAddress, Milestone
from units.models.frames import Frame
from units.models.outbox import Mail
from units.models.people import Appointment, User
from units.models.periods import Period
from units.models.settings_ import (
    AwardSettings,
    BlocSettings,
    CalendarSettings,
    MeetingSettings,
    PaperSettings,
    ScoringSettings,
)
from units.models.tenants import (
    PROVINCE_WORDS,
    SITE_WORDS,
    Bloc,
    Membership,
    Province,
    Unit,
    UnitName,
)

__all__ = [
    "PROVINCE_WORDS",
    "SITE_WORDS",
    "Appointment",
    "AuditEntry",
    "AwardSettings",
    "Bloc",
    "BlocSettings",
    "CalendarAddress",
    "CalendarSettings",
    "Frame",
    "Mail",
    "MeetingSettings",
    "Membership",
    "Milestone",
    "PaperSettings",
    "Period",
    "Province",
    "ScoringSettings",
    "Unit",
    "UnitName",
    "User",
]
