"""The composition root as an app: it has no tables, only checks."""

from django.apps import AppConfig


class EmulationBlocConfig(AppConfig):
    """Registers what `manage.py check --deploy` asks."""

    name = "emulation_bloc"

    def ready(self) -> None:
        """Django keeps a check as soon as its module is read."""
        from emulation_bloc import checks  # noqa: F401  # app ready
