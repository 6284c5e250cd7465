from django.db import migrations

from statements.search import sql


class Migration(migrations.Migration):
    """A page asks for each stretch of days by one function; counts tell the commonest alone."""

    dependencies = [("statements", "0038_months_at_the_ends")]
    operations = [migrations.RunSQL(sql.PAGES + sql.FACETS, migrations.RunSQL.noop)]
