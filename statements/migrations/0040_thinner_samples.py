from django.db import migrations

from statements.search import sql


class Migration(migrations.Migration):
    """Samples of one in 8,192 and in 16,384; the first look is as thin as the record is large."""

    dependencies = [("statements", "0039_one_stretch_and_the_commonest")]
    operations = [
        migrations.RunSQL(
            sql.ENTRIES
            + sql.FACETS
            # The entries of these samples alone are other than before.
            + "SELECT record_search_refresh(array_agg(statement_id)) FROM statements_searchsample"
            " WHERE statement_id % 8192 = 0; SET CONSTRAINTS ALL IMMEDIATE;",
            migrations.RunSQL.noop,
        )
    ]
