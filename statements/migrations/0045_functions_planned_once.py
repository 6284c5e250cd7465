from django.db import migrations

from statements.search import sql


class Migration(migrations.Migration):
    """Entries are made by functions that are part of one plan, instead of planned for each text.

    The entries themselves are as they were.
    """

    dependencies = [("statements", "0044_less_is_planned")]
    operations = [migrations.RunSQL(sql.WORDS + sql.ENTRIES, migrations.RunSQL.noop)]
