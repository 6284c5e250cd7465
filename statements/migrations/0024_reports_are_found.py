from django.db import migrations

from statements.lookup import REPORTS


class Migration(migrations.Migration):
    """Reports are found through an index of their words."""

    dependencies = [("statements", "0023_pages_where_the_counts_say")]
    operations = [migrations.RunSQL(REPORTS.index, REPORTS.drop)]
