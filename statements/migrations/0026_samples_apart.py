import django.db.models.deletion
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations, models

from statements.search import sql


class Migration(migrations.Migration):
    """The entries of a sample are kept a second time, by themselves; what is counted is told from
    what is not."""

    dependencies = [("statements", "0025_shared_words_once")]
    operations = [
        # An index is made faster than it is kept while every row changes.
        migrations.RemoveIndex("searchentry", "statements_search_words"),
        migrations.RunSQL(
            sql.ENTRIES
            + sql.TRIGGERS
            + sql.PAGES
            + sql.FACETS
            + sql.FACETS_FIRST
            + sql.FILL_SAMPLES
            + "SET CONSTRAINTS ALL IMMEDIATE;",
            migrations.RunSQL.noop,
            state_operations=[
                migrations.AddField(
                    "searchentry",
                    "facet_count",
                    models.SmallIntegerField(db_default=0, default=0, editable=False),
                ),
                migrations.CreateModel(
                    name="SearchSample",
                    fields=[
                        ("is_published", models.BooleanField(editable=False)),
                        ("earliest", models.DateField(editable=False, null=True)),
                        ("day", models.DateField(editable=False)),
                        ("vector", SearchVectorField(editable=False)),
                        ("attributes", ArrayField(models.IntegerField(), editable=False)),
                        (
                            "facet_count",
                            models.SmallIntegerField(db_default=0, default=0, editable=False),
                        ),
                        (
                            "pairs",
                            ArrayField(models.IntegerField(), default=list, editable=False),
                        ),
                        (
                            "statement",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to="statements.statement",
                            ),
                        ),
                    ],
                ),
            ],
        ),
        migrations.AddIndex(
            "searchentry",
            GinIndex(
                fields=["vector", "attributes", "pairs"],
                name="statements_search_words",
                fastupdate=True,
            ),
        ),
        migrations.AddIndex(
            "searchsample",
            GinIndex(
                fields=["vector", "attributes", "pairs"],
                name="statements_sample_words",
                fastupdate=False,
            ),
        ),
    ]
