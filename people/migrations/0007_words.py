from django.db import migrations

from people import words
from people.finding import OFFICES


class Migration(migrations.Migration):
    """Titles and names of things are found through an index of their words."""

    dependencies = [("people", "0006_import_begun")]
    operations = [
        migrations.RunSQL(words.FUNCTIONS + OFFICES.index, OFFICES.drop + words.DROP),
    ]
