from django.db import migrations

from people import words


class Migration(migrations.Migration):
    """The words of a text are one expression; they are as they were, and so are their indexes."""

    dependencies = [("people", "0010_new_rows_by_command")]
    operations = [migrations.RunSQL(words.FUNCTIONS, migrations.RunSQL.noop)]
