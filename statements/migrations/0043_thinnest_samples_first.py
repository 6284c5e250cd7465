from django.db import migrations, models
from django.db.models import F

from statements.search import sql
from statements.search.offers import FUNCTION as OFFERS


class Migration(migrations.Migration):
    """Samples lie with the thinnest first, and four hundred answers of one are counted; the planner
    is asked nothing about words, and plans once what looks for names.
    """

    dependencies = [("statements", "0042_beginnings_by_a_longer_head")]
    operations = [
        migrations.AddIndex(
            "searchsample",
            models.Index(
                F("statement").bitand(-F("statement")).desc(), name="statements_sample_thinnest"
            ),
        ),
        migrations.RunSQL(
            "CLUSTER statements_searchsample USING statements_sample_thinnest",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(sql.PAGES + sql.FACETS + OFFERS, migrations.RunSQL.noop),
    ]
