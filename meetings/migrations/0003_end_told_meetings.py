"""Meetings whose minutes were submitted or approved before meetings had a state have ended."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def end_told(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Those that somebody has told of to the end."""
    minutes = apps.get_model("meetings", "Minutes").objects.filter(
        document__state__in=["submitted", "approved", "signed", "sent", "received"]
    )
    meetings = apps.get_model("meetings", "Meeting").objects
    meetings.filter(pk__in=minutes.values("meeting"), state="planned").update(state="ended")


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_add_meeting_room")]

    operations = [migrations.RunPython(end_told, migrations.RunPython.noop)]
