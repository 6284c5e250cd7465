from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

from statements.search import sql

INDEXES = [
    GinIndex(fields=["vector", "attributes"], name="statements_search_words", fastupdate=False),
    models.Index(
        fields=["-day", "-statement"],
        condition=models.Q(is_published=True),
        name="statements_search_public_day",
    ),
    models.Index(fields=["-day", "-statement"], name="statements_search_day"),
]


class Migration(migrations.Migration):
    """Search by words and attributes at once; the entries are made anew."""

    dependencies = [
        ("people", "0002_initial"),
        ("sources", "0001_initial"),
        ("statements", "0004_publication_is_checked_once"),
    ]
    operations = [
        migrations.RunSQL(
            sql.DROP_OLD
            + "DROP INDEX IF EXISTS statements_search_vector; DELETE FROM statements_searchentry;",
            migrations.RunSQL.noop,
        ),
        migrations.AddField(
            "searchentry", "is_published", models.BooleanField(default=False, editable=False), False
        ),
        migrations.AddField("searchentry", "earliest", models.DateField(null=True, editable=False)),
        migrations.AddField(
            "searchentry", "day", models.DateField(default=date(1, 1, 1), editable=False), False
        ),
        migrations.AddField(
            "searchentry",
            "attributes",
            ArrayField(models.IntegerField(), default=list, editable=False),
            False,
        ),
        migrations.RunSQL(
            "ALTER TABLE statements_searchentry ADD COLUMN pairs integer[] NOT NULL DEFAULT '{}';"
            "DROP FUNCTION IF EXISTS record_search_refresh(bigint[]);" + sql.FUNCTIONS,
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(sql.TRIGGERS, migrations.RunSQL.noop),
        # No index can be made while the checks of the rows just written are still to come.
        migrations.RunSQL(sql.FILL + "SET CONSTRAINTS ALL IMMEDIATE;", migrations.RunSQL.noop),
        # Last: an index is built faster over rows than row by row.
        *[migrations.AddIndex("searchentry", index) for index in INDEXES],
    ]
