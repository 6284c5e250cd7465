from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

from statements.roles import ROLES

MODELS = ("import", "importquestion")


def give_permissions(apps, schema_editor):
    # Only the new ones: what an administrator has taken from a group since stays taken.
    create_permissions(installed.get_app_config("people"), verbosity=0)
    new = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="people", content_type__model__in=MODELS
    )
    for name, codenames in ROLES.items():
        for group in apps.get_model("auth", "Group").objects.filter(name=name):
            group.permissions.add(*(one for one in new if f"people.{one.codename}" in codenames))


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_imports"),
        ("statements", "0015_search_written_together"),
    ]
    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
