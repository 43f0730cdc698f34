"""Awards, nominations, decisions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AwardsConfig(AppConfig):
    """Awards, nominations, decisions."""

    name = "awards"
    verbose_name = _("Khen thưởng")

    def ready(self) -> None:
        """The proposal is a paper made from data; sending it sends the dossiers. Packs
        hold dossiers' and decisions' files too. Ballots ask for awards by name."""
        from awards.actions.dossier import submit_nominations  # app ready
        from awards.queries import packs, proposal  # app ready
        from awards.queries.catalogue import names_of  # app ready
        from documents.actions import papers  # app ready
        from documents.actions.packs import still_seen  # app ready
        from meetings.queries import official  # app ready
        from meetings.queries.ballots import name_sources  # app ready

        official.register("proposal", proposal)
        papers.when_sent["proposal"] = submit_nominations
        if names_of not in name_sources:
            name_sources.append(names_of)
        still_seen["ho-so"] = packs.seen_dossier_files
        still_seen["quyet-dinh"] = packs.seen_decisions
