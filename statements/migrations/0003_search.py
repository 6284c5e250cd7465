from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations, models
import django.db.models.deletion

from statements.search import sql


class Migration(migrations.Migration):
    dependencies = [("people", "0002_initial"), ("statements", "0002_roles")]
    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "statement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_entry",
                        serialize=False,
                        to="statements.statement",
                    ),
                ),
                ("vector", SearchVectorField(editable=False)),
            ],
            options={"verbose_name_plural": "search entries"},
        ),
        migrations.RunSQL(
            sql.FOLD + sql.QUERIES + sql.VECTORS + sql.STATISTICS + sql.TRIGGERS, sql.DROP
        ),
        migrations.RunSQL(sql.FILL, migrations.RunSQL.noop),
        # Last: an index is built faster over rows than row by row.
        migrations.AddIndex(
            model_name="searchentry",
            index=GinIndex(fields=["vector"], name="statements_search_vector", fastupdate=False),
        ),
    ]
