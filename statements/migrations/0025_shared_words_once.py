from django.db import migrations

from statements.search import sql


class Migration(migrations.Migration):
    """Names and topics that entries written together share become words once."""

    dependencies = [("statements", "0024_reports_are_found")]
    operations = [
        migrations.RunSQL(
            'DROP FUNCTION IF EXISTS record_part(text, text, "char");' + sql.WORDS + sql.ENTRIES,
            migrations.RunSQL.noop,
        )
    ]
