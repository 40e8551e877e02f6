"""Urdu beside the main language, so that an editor can begin a translation without setting anything up first."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def add_urdu(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the locale where an administrator has not made it already."""
    apps.get_model("wagtailcore", "Locale").objects.get_or_create(language_code="ur")


class Migration(migrations.Migration):
    """Backwards nothing is taken away: pages may be in Urdu by then."""

    dependencies = [("portal", "0001_initial"), ("wagtailcore", "0098_apitoken")]

    operations = [migrations.RunPython(add_urdu, migrations.RunPython.noop)]
