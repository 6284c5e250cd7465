import django.db.models.deletion
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations, models


class Migration(migrations.Migration):
    """The table alone; what keeps and reads it is made by `search_attributes`."""

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
    ]
