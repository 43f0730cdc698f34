"""Awards, nominations, decisions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AwardsConfig(AppConfig):
    """Awards, nominations, decisions."""

    name = "awards"
    verbose_name = _("Khen thưởng")

    def ready(self) -> None:
        """The proposal is a paper made from data; sending it sends the dossiers."""
        from awards.actions.dossier import submit_nominations  # app ready
        from awards.queries import proposal  # app ready
        from documents.actions import papers  # app ready
        from meetings.queries import official  # app ready

        official.register("proposal", proposal)
        papers.when_sent["proposal"] = submit_nominations
