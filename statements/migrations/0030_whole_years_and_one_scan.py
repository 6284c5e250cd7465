from django.db import migrations

from statements.search import sql


class Migration(migrations.Migration):
    """A year is looked for by one token instead of those of its months; answers that are counted
    exactly and told by kind from a sample are found once instead of twice.
    """

    dependencies = [("statements", "0029_places_from_the_index")]
    operations = [migrations.RunSQL(sql.PAGES + sql.FACETS, migrations.RunSQL.noop)]
