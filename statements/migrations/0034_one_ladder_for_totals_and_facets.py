from django.db import migrations

from statements.search import sql


class Migration(migrations.Migration):
    """Totals and what is told by kind come from one count: of all, or of a sample."""

    dependencies = [("statements", "0033_offers_are_planned_once")]
    operations = [migrations.RunSQL(sql.FACETS, migrations.RunSQL.noop)]
