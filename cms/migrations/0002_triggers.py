"""The append-only tables of the ground floor get their triggers."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from cms import triggers


def install(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put them in place."""
    triggers.install(schema_editor.connection, "cms")


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take them off."""
    triggers.remove(schema_editor.connection, "cms")


class Migration(migrations.Migration):
    """Triggers; `post_migrate` puts them back after a table was rebuilt."""

    dependencies = [("cms", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
