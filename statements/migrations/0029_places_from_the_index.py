import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Lists read from the index where a statement stands, without the rows of appearances."""

    dependencies = [("statements", "0028_vectors_apart")]
    operations = [
        migrations.AlterField(
            "appearance",
            "statement",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="appearances",
                to="statements.statement",
            ),
        ),
        migrations.AddIndex(
            "appearance",
            models.Index(
                fields=["statement", "id"],
                include=["state", "document", "credited_outlet"],
                name="statements_appearance_places",
            ),
        ),
    ]
