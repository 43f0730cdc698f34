"""Fills an installation with the demonstration."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from awards.management.demo.story import STAGES, tell
from units.models import Province, User


class Command(BaseCommand):
    """`manage.py seed_demo --stage approved`; may run twice, refuses where real data lie."""

    help = "Builds the demonstration up to a stage, through the same actions as the screens."

    def add_arguments(self, parser: CommandParser) -> None:
        """One option."""
        parser.add_argument(
            "--stage", choices=STAGES, default=STAGES[-1], help="how far the story goes"
        )
        parser.add_argument("--if-empty", action="store_true", help="do nothing where any data lie")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Tells the story."""
        if not settings.DEMO:
            raise CommandError("Chỉ tạo dữ liệu trình diễn khi DEMO=true.")
        if options["if_empty"] and User.objects.exists():
            return
        has_people = User.objects.exclude(province__is_demo=True).exists()
        if Province.objects.filter(is_demo=False).exists() or has_people:
            raise CommandError("Hệ thống đã có dữ liệu thật: không tạo dữ liệu trình diễn.")
        tell(options["stage"])
        self.stdout.write(f"Đã có dữ liệu trình diễn đến bước: {options['stage']}.")
