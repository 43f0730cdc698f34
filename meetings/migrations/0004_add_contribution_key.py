"""A contribution sent twice by the desk is stored once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0003_end_told_meetings"),
        ("units", "0004_add_outbox_and_calendar"),
    ]

    operations = [
        migrations.AddField(
            model_name="contribution",
            name="client_key",
            field=models.CharField(blank=True, db_default="", editable=False, max_length=40),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.UniqueConstraint(
                condition=models.Q(("client_key", ""), _negated=True),
                fields=("meeting", "client_key"),
                name="contribution_sent_once",
            ),
        ),
    ]
