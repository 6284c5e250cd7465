from django.db import migrations

from statements.search.offers import FUNCTION


class Migration(migrations.Migration):
    """Whose statements words may ask for is told by a function, which each connection plans once."""

    dependencies = [
        ("people", "0010_new_rows_by_command"),
        ("statements", "0032_changes_matched_by_content"),
    ]
    operations = [migrations.RunSQL(FUNCTION, migrations.RunSQL.noop)]
