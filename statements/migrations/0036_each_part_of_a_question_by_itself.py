from django.db import migrations

from statements.search import sql


class Migration(migrations.Migration):
    """Words that every answer holds are asked of the index one by one."""

    dependencies = [("statements", "0035_long_pages_pass_the_head")]
    operations = [migrations.RunSQL(sql.PAGES, migrations.RunSQL.noop)]
