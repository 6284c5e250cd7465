from django.db import migrations

from people import name_keys


class Migration(migrations.Migration):
    """Names are found through an index in the database."""

    dependencies = [("people", "0004_imports")]
    operations = [migrations.RunSQL(name_keys.FUNCTIONS + name_keys.INDEXES, name_keys.DROP)]
