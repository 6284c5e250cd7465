from django.db import migrations

from statements.search import sql


class Migration(migrations.Migration):
    """Totals are taken from the counts of facets, which are exact for longer."""

    dependencies = [("statements", "0008_identifier_roles")]
    operations = [
        migrations.RunSQL(
            sql.FACETS + "DROP FUNCTION IF EXISTS record_near_query(text, text, int);",
            migrations.RunSQL.noop,
        )
    ]
