from django.db import migrations

from statements.search import sql


class Migration(migrations.Migration):
    """Pages are looked for where the counts say they stand; samples hold half as many."""

    dependencies = [("statements", "0022_pairs_of_words")]
    operations = [migrations.RunSQL(sql.PAGES + sql.FACETS, migrations.RunSQL.noop)]
