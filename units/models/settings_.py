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

    TYPES = {Topic.PAPERS: PaperSettings}

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
    def typed(self) -> PaperSettings:
        """The values as their topic's dataclass; lists come back from JSON as tuples."""
        given: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in self.values.items()
        }
        return self.TYPES[self.Topic(self.topic)](**given)

    @staticmethod
    def plain(settings: PaperSettings) -> dict[str, Any]:
        """The dataclass as it is stored."""
        return asdict(settings)
