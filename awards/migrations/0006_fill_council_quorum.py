"""The quorum that held so far as a constant: two thirds come, four fifths are heard on awards."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

QUORUM = {"province": None, "starts": "2017-10-01"}
ARTICLE = "Khoản 4 Điều 8 Quyết định số 86/2025/QĐ-UBND của UBND tỉnh Bắc Ninh (áp dụng theo mẫu)"


def fill(apps: Apps, _editor: BaseDatabaseSchemaEditor | None) -> None:
    """One row for every province; a province with a rule of its own gets its own row."""
    given = {"come": "2/3", "heard": "0.80", "article": ARTICLE}
    apps.get_model("awards", "CouncilQuorum").objects.get_or_create(**QUORUM, defaults=given)


def empty(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Take it out again; what an operator registered stays."""
    apps.get_model("awards", "CouncilQuorum").objects.filter(**QUORUM, article=ARTICLE).delete()


class Migration(migrations.Migration):
    dependencies = [("awards", "0005_add_council_quorum")]

    operations = [migrations.RunPython(fill, empty)]
