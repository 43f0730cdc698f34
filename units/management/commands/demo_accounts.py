"""Shows the accounts of a demonstration."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from units.actions import demo_password
from units.queries import demo_accounts


class Command(BaseCommand):
    """`manage.py demo_accounts [--json]`: role, user name, password, bloc."""

    help = "Shows role, user name, password and bloc of each account of the demonstration."

    def add_arguments(self, parser: CommandParser) -> None:
        """One switch."""
        parser.add_argument("--json", action="store_true", help="print JSON instead of a table")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Prints; changes nothing."""
        if not settings.DEMO:
            raise CommandError("Chỉ có ở chế độ trình diễn (DEMO=true).")
        rows = [row | {"password": demo_password(row["username"])} for row in demo_accounts()]
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        self.stdout.write(f"{'Vai trò':<28}{'Tên đăng nhập':<22}{'Mật khẩu':<18}Khối")
        for row in rows:
            self.stdout.write(
                f"{row['label']:<28}{row['username']:<22}{row['password']:<18}{row['bloc']}"
            )
