from django.db import migrations

from statements.search import sql


class Migration(migrations.Migration):
    """Words and their stems stand at one place, apart; the entries are made anew."""

    dependencies = [("statements", "0016_open_data_roles")]
    operations = [
        migrations.RunSQL(
            sql.WORDS
            + sql.ENTRIES
            + 'DROP FUNCTION IF EXISTS record_vector(regconfig, text, "char");'
            "DROP FUNCTION IF EXISTS record_search_configuration(text);"
            + sql.FILL
            + "SET CONSTRAINTS ALL IMMEDIATE;",
            migrations.RunSQL.noop,
        )
    ]
