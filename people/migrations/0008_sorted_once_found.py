from django.db import migrations

from people import words


class Migration(migrations.Migration):
    """What is found by its words is sorted once it is found."""

    dependencies = [("people", "0007_words")]
    operations = [migrations.RunSQL(words.FUNCTIONS, migrations.RunSQL.noop)]
