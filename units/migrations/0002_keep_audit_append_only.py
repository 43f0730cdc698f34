"""The database itself refuses to change what the trail has recorded."""

from django.db import migrations

POSTGRESQL = [
    """CREATE FUNCTION units_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$""",
    """CREATE TRIGGER units_audit_append_only BEFORE UPDATE OR DELETE ON units_auditentry
       FOR EACH ROW EXECUTE FUNCTION units_audit_refuse()""",
]
# On SQLite a test's flush is a DELETE, so only changes are refused there; the model refuses both.
SQLITE = [
    """CREATE TRIGGER units_audit_append_only BEFORE UPDATE ON units_auditentry
       BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END""",
]


def forwards(_apps, schema_editor):
    """Put the trigger in place."""
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, params=None)


def backwards(_apps, schema_editor):
    """Take it away."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER units_audit_append_only ON units_auditentry")
        schema_editor.execute("DROP FUNCTION units_audit_refuse()")
    else:
        schema_editor.execute("DROP TRIGGER units_audit_append_only")


class Migration(migrations.Migration):
    """Append-only audit trail."""

    dependencies = [("units", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
