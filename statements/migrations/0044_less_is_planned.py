from django.db import migrations

from statements.search import sql


class Migration(migrations.Migration):
    """Counts plan for what they are asked alone, names are looked up by a plan that is kept, and
    the newest answers are ranked where they are found.
    """

    dependencies = [("statements", "0043_thinnest_samples_first")]
    operations = [migrations.RunSQL(sql.PAGES + sql.FACETS, migrations.RunSQL.noop)]
