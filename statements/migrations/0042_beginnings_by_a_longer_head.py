from django.db import migrations

from statements.search import sql


class Migration(migrations.Migration):
    """A page of the beginning of a word is looked for in as many rows as that is worth."""

    dependencies = [("statements", "0041_more_numbers_for_pairs")]
    operations = [migrations.RunSQL(sql.PAGES, migrations.RunSQL.noop)]
