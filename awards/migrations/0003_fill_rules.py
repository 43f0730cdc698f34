"""The conditions E1 to E14 and N1 to N14 of every regime, from awards/data/rules.json."""

import json
from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

DATA = Path(__file__).resolve().parents[1] / "data"


def fill(apps: Apps, _editor: BaseDatabaseSchemaEditor | None) -> None:
    """Every row once; what is not confirmed waits, switched off, for an operator with a source."""
    rules = apps.get_model("awards", "Rule").objects
    regimes = {row.code: row for row in apps.get_model("awards", "Regime").objects.all()}
    awards = {row.code: row for row in apps.get_model("awards", "Award").objects.all()}
    for row in json.loads((DATA / "rules.json").read_text(encoding="utf-8")):
        given = {name: row[name] for name in ("condition", "params", "severity", "words")}
        given["reasons"] = row["reasons"]
        for code, (article, confirmed) in row["articles"].items():
            if code not in regimes or (row["award"] and row["award"] not in awards):
                continue
            rules.get_or_create(
                code=row["code"],
                award=awards[row["award"]] if row["award"] else None,
                regime=regimes[code],
                defaults=given
                | {"article": article, "is_confirmed": confirmed, "is_on": confirmed},
            )


def empty(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Take the conditions and their switches out again; refused by the database where a result
    names one."""
    apps.get_model("awards", "RuleSwitch").objects.all().delete()
    apps.get_model("awards", "Rule").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("awards", "0002_fill_catalogue")]

    operations = [migrations.RunPython(fill, empty)]
