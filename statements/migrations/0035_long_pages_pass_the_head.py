from django.db import migrations

from statements.search import sql


class Migration(migrations.Migration):
    """Pages longer than the head of the record do not look for their rows there."""

    dependencies = [("statements", "0034_one_ladder_for_totals_and_facets")]
    operations = [migrations.RunSQL(sql.PAGES, migrations.RunSQL.noop)]
