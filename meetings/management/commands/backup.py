"""Writes the database into one file, except while a ballot is being held."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from meetings.queries.ballots import ballots_under_way, count_of_opened

REFUSED = (
    "Đang có cuộc bỏ phiếu chưa kiểm phiếu xong. Không sao lưu lúc này: hai bản sao lưu trước và"
    " sau một phiếu cho biết đơn vị nào đã chọn ai. Hãy sao lưu sau khi kiểm phiếu hoặc hủy bỏ"
    " phiếu."
)


class Command(BaseCommand):
    """`manage.py backup FILE`: a consistent copy of the database (SQLite file, or the custom format
    of pg_dump); uploaded and rendered files in VAR_DIR are not in it."""

    help = "Writes the database into a new file; refused while a ballot is open or uncounted."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("file", type=Path, help="a file that does not exist yet")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Raises CommandError, with exit code 1, where a ballot is or was opened meanwhile, where
        the file exists, or where pg_dump fails; leaves no half-written file."""
        target: Path = options["file"]
        if target.exists():
            raise CommandError(f"Đã có tệp {target}. Hãy chọn tên khác.")
        opened = count_of_opened()
        if ballots_under_way():
            raise CommandError(REFUSED)
        part = target.with_name(f"{target.name}.part")
        part.unlink(missing_ok=True)
        try:
            (_copy_sqlite if connection.vendor == "sqlite" else _dump)(part)
            if ballots_under_way() or count_of_opened() != opened:
                raise CommandError(REFUSED)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        self.stdout.write(f"Đã sao lưu vào {target}.")


def _copy_sqlite(target: Path) -> None:
    """A fresh copy without the leftovers of rows written before."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(target)])


def _dump(target: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise CommandError("Không tìm thấy chương trình pg_dump. Hãy cài bộ công cụ PostgreSQL.")
    values = connection.settings_dict
    names = {"--host": "HOST", "--port": "PORT", "--username": "USER"}
    where = [f"{option}={values[name]}" for option, name in names.items() if values[name]]
    done = subprocess.run(  # noqa: S603  # a program found on the path, values of the settings
        [program, "--format=custom", "--no-password", f"--file={target}", *where, values["NAME"]],
        env={"PGPASSWORD": str(values["PASSWORD"] or "")},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CommandError(f"pg_dump không sao lưu được: {done.stderr.strip()}")
