"""The condition on the bloc's own pause between two awards (C2), where the rules were filled before
it was among them."""

from importlib import import_module

from django.db import migrations

fill = import_module("awards.migrations.0003_fill_rules").fill


class Migration(migrations.Migration):
    dependencies = [("awards", "0006_fill_council_quorum")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
