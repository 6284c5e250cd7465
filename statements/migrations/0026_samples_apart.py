import django.db.models.deletion
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations, models

from statements.search import sql


class Migration(migrations.Migration):
    """The entries of a sample are kept a second time, by themselves."""

    dependencies = [("statements", "0025_shared_words_once")]
    operations = [
        migrations.RunSQL(
            sql.ENTRIES
            + sql.TRIGGERS
            + sql.FACETS
            + sql.FILL_SAMPLES
            + "SET CONSTRAINTS ALL IMMEDIATE;",
            migrations.RunSQL.noop,
            state_operations=[
                migrations.CreateModel(
                    name="SearchSample",
                    fields=[
                        ("is_published", models.BooleanField(editable=False)),
                        ("earliest", models.DateField(editable=False, null=True)),
                        ("day", models.DateField(editable=False)),
                        ("vector", SearchVectorField(editable=False)),
                        ("attributes", ArrayField(models.IntegerField(), editable=False)),
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
                )
            ],
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
