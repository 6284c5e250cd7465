from django.db import migrations

from statements.lookup import DOSSIERS, OCCASIONS, TOPICS

COLUMNS = (OCCASIONS, TOPICS, DOSSIERS)


class Migration(migrations.Migration):
    """Occasions, topics and dossiers are found through an index of their words."""

    dependencies = [("statements", "0019_source_changed"), ("people", "0007_words")]
    operations = [
        migrations.RunSQL(
            "".join(one.index for one in COLUMNS), "".join(one.drop for one in COLUMNS)
        )
    ]
