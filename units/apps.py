"""Ground floor: tenants, people, periods, rules, audit."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    """Tells the clock where a demonstration's day is kept."""

    name = "units"
    verbose_name = _("Đơn vị, con người, kỳ đánh giá")

    def ready(self) -> None:
        """In demo mode business time comes from the demonstration's province."""
        from emulation_bloc.lib import clock  # app ready
        from units import queries  # app ready

        if settings.DEMO:
            clock.set_demo_day_source(queries.demo_day)
