"""The catalogue of awards, the regimes and what they rest on, from awards/data."""

import csv
import json
from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

DATA = Path(__file__).resolve().parents[1] / "data"
SUBJECTS = {"U": "for_units", "S": "for_sub_units", "P": "for_persons", "H": "for_households"}
OF_2003, OF_2022 = ("TDKT_2003",), ("TDKT_2022_a", "TDKT_2022_b", "TDKT_2026")
LAWS = {"law_2003": "Luật Thi đua, Khen thưởng năm 2003"}
LAWS["law_2022"] = "Luật Thi đua, khen thưởng năm 2022"


def fill(apps: Apps, _editor: BaseDatabaseSchemaEditor | None) -> None:
    """Every row of the data, once."""
    model = lambda name: apps.get_model("awards", name).objects  # noqa: E731
    laws = json.loads((DATA / "laws.json").read_text(encoding="utf-8"))
    names = ("name", "starts", "ends", "is_confirmed", "note")
    regimes = {
        code: model("Regime").get_or_create(
            code=code, defaults=dict(zip(names, rest, strict=True))
        )[0]
        for code, *rest in laws["regimes"]
    }
    for words, starts, ends, position, confirmed in laws["legal_bases"]:
        given = {"ends": ends, "position": position, "is_confirmed": confirmed}
        model("LegalBase").get_or_create(words=words, starts=starts, defaults=given)
    awards = {}
    with (DATA / "awards.csv").open(encoding="utf-8", newline="") as file:
        for position, row in enumerate(csv.DictReader(file), 1):
            awards[row["code"]] = _award(model, position, row, regimes)
    for regime, codes, threshold, secret, article, confirmed in laws["council"]:
        given = {"threshold": threshold, "is_secret": secret}
        given |= {"article": article, "is_confirmed": confirmed}
        for code in codes:
            model("CouncilRule").get_or_create(
                award=awards[code], regime=regimes[regime], defaults=given
            )
    article = "Điều 50, Điều 51, Điều 54 Nghị định số 152/2025/NĐ-CP"
    for code, is_person, multiple in laws["money"]:
        given = {"multiple": multiple, "article": article}
        model("MoneyRate").get_or_create(
            award=awards[code], is_person=is_person, starts="2025-07-01", defaults=given
        )
    model("BaseSalary").get_or_create(starts="2024-07-01", defaults={"amount": 2340000})


def _award(model, position, row, regimes):
    given = {name: row[name] for name in ("name", "kind", "level", "decided_by")}
    given |= {field: mark in row["subjects"] for mark, field in SUBJECTS.items()}
    given |= {"is_bloc_business": row["is_bloc_business"] == "yes", "position": position}
    award, _new = model("Award").get_or_create(code=row["code"], defaults=given)
    for column, codes in (("law_2003", OF_2003), ("law_2022", OF_2022)):
        if not row[column]:
            continue
        article, confirmed = row[column].split("|")
        words = article if "Nghị định" in article else f"{article} {LAWS[column]}"
        for code in codes:
            model("AwardBase").get_or_create(
                award=award,
                regime=regimes[code],
                defaults={
                    "article": words,
                    "is_confirmed": confirmed == "1" and regimes[code].is_confirmed,
                },
            )
    return award


def empty(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Take the catalogue out again; refused by the database where something rests on it."""
    for name in ("BaseSalary", "MoneyRate", "CouncilRule", "AwardBase", "LegalBase"):
        apps.get_model("awards", name).objects.all().delete()
    for name in ("Award", "Regime"):
        apps.get_model("awards", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("awards", "0001_initial")]

    operations = [migrations.RunPython(fill, empty)]
