"""A bloc's settings on a day; plain defaults where nothing is set."""

from datetime import date
from typing import Any

from units.models import (
    AwardSettings,
    Bloc,
    BlocSettings,
    CalendarSettings,
    MeetingSettings,
    PaperSettings,
    ScoringSettings,
)


def settings_on(bloc: Bloc, topic: str, day: date) -> Any:
    """The topic's values on `day`; plain defaults where nothing is set."""
    rows = BlocSettings.objects.filter(bloc=bloc, topic=topic, starts__lte=day)
    row = rows.order_by("-starts").first()
    return row.typed if row else BlocSettings.TYPES[BlocSettings.Topic(topic)]()


def paper_settings(bloc: Bloc, day: date) -> PaperSettings:
    """How the bloc's papers look and are numbered on `day`."""
    found: PaperSettings = settings_on(bloc, BlocSettings.Topic.PAPERS, day)
    return found


def scoring_settings(bloc: Bloc, day: date) -> ScoringSettings:
    """How the bloc scores and ranks on `day`."""
    found: ScoringSettings = settings_on(bloc, BlocSettings.Topic.SCORING, day)
    return found


def meeting_settings(bloc: Bloc, day: date) -> MeetingSettings:
    """How the bloc meets on `day`: quorum, confirmation of minutes, agendas."""
    found: MeetingSettings = settings_on(bloc, BlocSettings.Topic.MEETINGS, day)
    return found


def calendar_settings(bloc: Bloc, day: date) -> CalendarSettings:
    """The template of the bloc's year on `day`."""
    found: CalendarSettings = settings_on(bloc, BlocSettings.Topic.CALENDAR, day)
    return found


def award_settings(bloc: Bloc, day: date) -> AwardSettings:
    """How the bloc votes and proposes for awards on `day`: quotas, threshold, rounding."""
    found: AwardSettings = settings_on(bloc, BlocSettings.Topic.AWARDS, day)
    return found
