from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

from statements.roles import ROLES


def make_groups(apps, schema_editor):
    # Permissions are normally made after all migrations, too late for the groups.
    for app in ("auth", "people", "sources", "statements"):
        create_permissions(installed.get_app_config(app), verbosity=0)
    permissions = {
        f"{permission.content_type.app_label}.{permission.codename}": permission.pk
        for permission in apps.get_model("auth", "Permission").objects.select_related(
            "content_type"
        )
    }
    for name, codenames in ROLES.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*(permissions[codename] for codename in sorted(codenames)))


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("people", "0002_initial"),
        ("sources", "0001_initial"),
        ("statements", "0001_initial"),
    ]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
