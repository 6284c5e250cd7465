from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

from statements.search import sql

COLUMN = """
ALTER TABLE statements_searchentry ADD COLUMN IF NOT EXISTS pairs integer[] NOT NULL DEFAULT '{}';
ALTER TABLE statements_searchentry ALTER COLUMN vector SET STATISTICS 500;
"""


class Migration(migrations.Migration):
    """Phrases are narrowed down by pairs of words; samples are finer; entries are made anew."""

    dependencies = [("statements", "0021_slips_in_beginnings")]
    operations = [
        migrations.RemoveIndex("searchentry", "statements_search_words"),
        migrations.RunSQL(
            COLUMN,
            migrations.RunSQL.noop,
            state_operations=[
                migrations.AddField(
                    "searchentry",
                    "pairs",
                    ArrayField(models.IntegerField(), default=list, editable=False),
                )
            ],
        ),
        migrations.RunSQL(sql.FUNCTIONS, migrations.RunSQL.noop),
        # No index can be made while the checks of the rows just written are still to come.
        migrations.RunSQL(sql.FILL + "SET CONSTRAINTS ALL IMMEDIATE;", migrations.RunSQL.noop),
        migrations.AddIndex(
            "searchentry",
            GinIndex(
                fields=["vector", "attributes", "pairs"],
                name="statements_search_words",
                fastupdate=True,
            ),
        ),
    ]
