from django.db import migrations

from sources.finding import DOCUMENTS, OUTLETS

COLUMNS = (*OUTLETS, DOCUMENTS)


class Migration(migrations.Migration):
    """Outlets and documents are found through an index of their words."""

    dependencies = [("sources", "0004_source_checks"), ("people", "0007_words")]
    operations = [
        migrations.RunSQL(
            "".join(one.index for one in COLUMNS), "".join(one.drop for one in COLUMNS)
        )
    ]
