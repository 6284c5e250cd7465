from django.db import migrations

from statements.search import sql


class Migration(migrations.Migration):
    """Vectors stand beside the entries that are counted."""

    dependencies = [("statements", "0027_lists_are_planned_once")]
    operations = [
        migrations.RunSQL(sql.ENTRIES + sql.VECTORS_APART + sql.FACETS, migrations.RunSQL.noop)
    ]
