from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

from statements.roles import ROLES

PERMISSION = "sources.override_robots"


def give_permission(apps, schema_editor):
    # Only the new one: what an administrator has taken from a group since stays taken.
    create_permissions(installed.get_app_config("sources"), verbosity=0)
    new = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="sources", codename=PERMISSION.partition(".")[2]
    )
    for name, codenames in ROLES.items():
        for group in apps.get_model("auth", "Group").objects.filter(name=name):
            if PERMISSION in codenames:
                group.permissions.add(new)


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0003_fingerprints"),
        ("statements", "0009_count_once"),
    ]
    operations = [migrations.RunPython(give_permission, migrations.RunPython.noop)]
