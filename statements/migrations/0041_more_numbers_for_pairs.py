from django.contrib.postgres.indexes import GinIndex
from django.db import migrations

from statements.search import sql

INDEXES = {"searchentry": "statements_search_words", "searchsample": "statements_sample_words"}
COUNTED_ANEW = """
UPDATE statements_searchentry SET pairs = (SELECT record_pairs(vector));
UPDATE statements_searchsample AS sample SET pairs = entry.pairs
FROM statements_searchentry AS entry WHERE entry.statement_id = sample.statement_id;
"""


class Migration(migrations.Migration):
    """Pairs of words are one of a million numbers, where it was one of 65,536."""

    dependencies = [("statements", "0040_thinner_samples")]
    operations = [
        # An index is made faster than it is kept while every row is written.
        *(migrations.RemoveIndex(model, name) for model, name in INDEXES.items()),
        migrations.RunSQL(
            sql.ENTRIES + COUNTED_ANEW + "SET CONSTRAINTS ALL IMMEDIATE;",
            migrations.RunSQL.noop,
        ),
        *(
            migrations.AddIndex(
                model,
                GinIndex(fields=["vector", "attributes", "pairs"], name=name, fastupdate=True),
            )
            for model, name in INDEXES.items()
        ),
    ]
