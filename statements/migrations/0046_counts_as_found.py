from django.db import migrations

from statements.search import sql


class Migration(migrations.Migration):
    """What is counted comes as one row; a phrase in a sample as the index finds it, with some of
    the answers read."""

    dependencies = [("statements", "0045_functions_planned_once")]
    operations = [migrations.RunSQL(sql.PAGES + sql.FACETS, migrations.RunSQL.noop)]
