"""Typed settings of a bloc per topic, with the day from which they hold."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from units.models.tenants import Bloc

if TYPE_CHECKING:
    from units.models.people import User


@dataclass(frozen=True)
class PaperSettings:
    """How a bloc's papers look and are numbered (topic `papers`)."""

    issuer_lines: tuple[str, ...] = ()
    parent_line: str = ""
    symbol: str = ""
    place: str = ""
    numbering: str = "system"
    has_check_foot: bool = True
    copies: int = 3
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True)
class ScoringSettings:
    """How a bloc scores and ranks (topic `scoring`); a period keeps the values of its opening.

    Percentages are strings of a Decimal, so that nothing is rounded on its way through JSON.
    """

    scores_half_year: bool = False
    stages: tuple[str, ...] = ("appraisal_1", "explanation", "appraisal_2", "agreement")
    peer_method: str = "mean"
    final_rule: str = "last"
    weight_self: str = "0"
    weight_peers: str = "40"
    weight_appraisal: str = "60"
    units_see_all: bool = False
    gap_limit: str = "5"
    tie_order: tuple[str, ...] = ()
    bands: tuple[tuple[str, str, str], ...] = ()
    disqualifiers: tuple[tuple[str, str], ...] = ()
    registration_due: str = "02-10"
    hard_days: int = 15


@dataclass(frozen=True)
class MeetingSettings:
    """How a bloc meets (topic `meetings`).

    `quorum` is a fraction of the members, e.g. `2/3`; a stand-in with a letter counts where
    `counts_stand_ins`. `half_year_needs_quorum`: whether a half-year review without quorum is
    refused too. `confirms_minutes`: units confirm the minutes within `confirm_days`, and silence
    `agrees` or stays `open`. `agendas` is kind → rows of (title, minutes); a kind without rows has
    the usual agenda. Days are calendar days.
    """

    quorum: str = "2/3"
    counts_stand_ins: bool = True
    half_year_needs_quorum: bool = False
    confirms_minutes: bool = False
    confirm_days: int = 3
    silence: str = "agrees"
    notice_days: int = 5
    agendas: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = ()


@dataclass(frozen=True)
class CalendarSettings:
    """The template of a bloc's year (topic `calendar`): rows of (code, `mm-dd`, title, owes,
    is_required, days to remind before); empty means the usual one (bloc practice §2.2)."""

    milestones: tuple[tuple[str, str, str, str, bool, tuple[int, ...]], ...] = ()


@dataclass(frozen=True)
class AwardSettings:
    """How a bloc votes, ranks and proposes for awards (topic `awards`).

    `quotas`: rows of (award code, fixed number, share of the remaining members as a fraction or
    empty), in the order of award: first the flag, then certificates. `rounding` of a share is
    `down`, `up` or `half` (up from a half). The rest are the usual rules of a ballot, see Ballot.
    `one_achievement_one_award`: a unit proposed for an award is left out of the next ones.
    `pauses`: rows of (award code, years); who had the award within so many years before is proposed
    with a warning.
    `inheritance` of awards over a merger: `none`, `inherit_if_all_predecessors`, `inherit_best` or
    `manual_with_document` (reference §6).
    """

    quotas: tuple[tuple[str, int, str], ...] = (("CTD_TINH", 1, ""), ("BK_TINH", 0, "1/2"))
    rounding: str = "down"
    one_achievement_one_award: bool = True
    needs_ballot: bool = True
    is_secret: bool = True
    base: str = "members"
    threshold: str = "2/3"
    is_above: bool = False
    allows_self: bool = True
    most_rounds: int = 2
    inheritance: str = "manual_with_document"
    pauses: tuple[tuple[str, int], ...] = ()


class BlocSettingsQuerySet(models.QuerySet["BlocSettings"]):
    """Reads of settings."""

    def visible_to(self, user: "User") -> "BlocSettingsQuerySet":
        """The settings of the blocs that the user may see."""
        return self.filter(bloc__in=Bloc.objects.visible_to(user))


class BlocSettings(models.Model):
    """One topic's values from a day on; the next row of the topic ends it."""

    class Topic(models.TextChoices):
        """What the values are about; each topic has its own dataclass."""

        PAPERS = "papers", _("Thể thức và số văn bản")
        SCORING = "scoring", _("Chấm điểm, xếp hạng")
        MEETINGS = "meetings", _("Hội nghị")
        CALENDAR = "calendar", _("Lịch công tác năm")
        AWARDS = "awards", _("Bỏ phiếu, đề nghị khen thưởng")

    TYPES = {
        Topic.PAPERS: PaperSettings,
        Topic.SCORING: ScoringSettings,
        Topic.MEETINGS: MeetingSettings,
        Topic.CALENDAR: CalendarSettings,
        Topic.AWARDS: AwardSettings,
    }

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="settings")
    topic = models.CharField(max_length=20, choices=Topic)
    starts = models.DateField(_("áp dụng từ ngày"))
    values = models.JSONField()

    objects = BlocSettingsQuerySet.as_manager()

    class Meta:
        ordering = ["bloc", "topic", "-starts"]
        constraints = [
            models.UniqueConstraint(
                fields=["bloc", "topic", "starts"], name="bloc_settings_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.bloc} – {self.get_topic_display()}"

    @property
    def typed(self) -> Any:
        """The values as their topic's dataclass; lists come back from JSON as tuples."""
        return self.TYPES[self.Topic(self.topic)](**tupled(self.values))

    @staticmethod
    def plain(settings: Any) -> dict[str, Any]:
        """The dataclass as it is stored."""
        return asdict(settings)


def tupled(values: Any) -> Any:
    """JSON values with every list, at any depth, as a tuple; the mapping itself stays one."""
    if isinstance(values, dict):
        return {name: tupled(value) for name, value in values.items()}
    return tuple(map(tupled, values)) if isinstance(values, list) else values
