from django.db import migrations

from statements.search import sql


class Migration(migrations.Migration):
    """Four hundred answers are counted in a sample; the planner is asked nothing about words."""

    dependencies = [("statements", "0042_beginnings_by_a_longer_head")]
    operations = [migrations.RunSQL(sql.PAGES + sql.FACETS, migrations.RunSQL.noop)]
