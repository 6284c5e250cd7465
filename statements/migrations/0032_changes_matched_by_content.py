from django.db import migrations

from statements.search import sql


class Migration(migrations.Migration):
    """What an update changed is found in linear time, a few entries are written by a plan that is
    kept, and a total alone reads no more than it tells.
    """

    dependencies = [("statements", "0031_new_rows_by_command")]
    operations = [
        migrations.RunSQL(
            sql.WORDS + sql.ENTRIES + sql.TRIGGERS + sql.FACETS, migrations.RunSQL.noop
        )
    ]
