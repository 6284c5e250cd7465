from django.contrib.postgres.indexes import GinIndex
from django.db import migrations

from statements.search import sql


class Migration(migrations.Migration):
    """One statement in eight is in the sample; its entries go into the index together."""

    dependencies = [("statements", "0036_each_part_of_a_question_by_itself")]
    operations = [
        # An index is made faster than it is kept while every row is written.
        migrations.RemoveIndex("searchsample", "statements_sample_words"),
        migrations.RunSQL(
            sql.ENTRIES + sql.FACETS + sql.FILL_SAMPLES + "SET CONSTRAINTS ALL IMMEDIATE;",
            migrations.RunSQL.noop,
        ),
        migrations.AddIndex(
            "searchsample",
            GinIndex(
                fields=["vector", "attributes", "pairs"],
                name="statements_sample_words",
                fastupdate=True,
            ),
        ),
    ]
