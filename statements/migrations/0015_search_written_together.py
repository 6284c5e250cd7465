from django.db import migrations

from statements.search import sql
from statements.search.sql import WORDS
from statements.search.sql.entries import ENTRIES


class Migration(migrations.Migration):
    """Entries are made by one query for many, and go into the index together."""

    dependencies = [("statements", "0014_reports")]
    operations = [
        migrations.RunSQL(
            "ALTER INDEX statements_search_words SET (fastupdate = on);"
            + WORDS
            + ENTRIES
            + sql.TRIGGERS
            + "DROP FUNCTION IF EXISTS record_attributes(statements_statement);",
            migrations.RunSQL.noop,
        )
    ]
