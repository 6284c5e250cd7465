from django.db import migrations

from statements.search import sql


class Migration(migrations.Migration):
    """Answers are counted by day too."""

    dependencies = [("statements", "0017_words_at_their_places")]
    operations = [migrations.RunSQL(sql.FACETS, migrations.RunSQL.noop)]
