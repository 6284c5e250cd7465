from django.db import migrations

from statements.search import sql


class Migration(migrations.Migration):
    """A stretch of years is asked for by the months of its first and last."""

    dependencies = [("statements", "0037_a_larger_sample")]
    operations = [migrations.RunSQL(sql.PAGES, migrations.RunSQL.noop)]
