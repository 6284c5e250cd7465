from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

from statements.roles import ROLES


def give_permissions(apps, schema_editor):
    # Only the new ones: what an administrator has taken from a group since stays taken.
    create_permissions(installed.get_app_config("statements"), verbosity=0)
    new = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="statements", content_type__model="statementimport"
    )
    for name, codenames in ROLES.items():
        for group in apps.get_model("auth", "Group").objects.filter(name=name):
            group.permissions.add(
                *(one for one in new if f"statements.{one.codename}" in codenames)
            )


class Migration(migrations.Migration):
    dependencies = [("statements", "0012_imports")]
    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
