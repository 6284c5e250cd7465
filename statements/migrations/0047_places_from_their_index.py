from django.db import migrations

from statements.listed import FUNCTION
from statements.search import sql


class Migration(migrations.Migration):
    """A list reads where statements stand from their index alone; the beginning of a word is looked
    for row by row where its page likely ends there; of a phrase in a sample one in four is read."""

    dependencies = [("statements", "0046_counts_as_found")]
    operations = [migrations.RunSQL(FUNCTION + sql.PAGES + sql.FACETS, migrations.RunSQL.noop)]
