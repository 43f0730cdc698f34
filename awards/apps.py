"""Awards, nominations, decisions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AwardsConfig(AppConfig):
    """Awards, nominations, decisions."""

    name = "awards"
    verbose_name = _("Khen thưởng")
