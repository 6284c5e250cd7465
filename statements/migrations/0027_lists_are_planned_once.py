from django.db import migrations

from statements.listed import FUNCTION


class Migration(migrations.Migration):
    """The rows of a list are read by a function, which each connection plans once."""

    dependencies = [
        ("people", "0009_names_by_sound"),
        ("sources", "0005_words"),
        ("statements", "0026_samples_apart"),
    ]
    operations = [migrations.RunSQL(FUNCTION, migrations.RunSQL.noop)]
