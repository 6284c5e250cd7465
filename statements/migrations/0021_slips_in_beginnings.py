from django.db import migrations

from people import words
from people.finding import OFFICES
from sources.finding import OUTLETS
from statements.lookup import DOSSIERS, OCCASIONS, TOPICS

NAMES = (OFFICES, *OUTLETS, OCCASIONS, TOPICS, DOSSIERS)


class Migration(migrations.Migration):
    """A slip is found in the beginning of a word, whatever follows."""

    dependencies = [
        ("statements", "0020_words"),
        ("sources", "0005_words"),
        ("people", "0007_words"),
    ]
    operations = [
        migrations.RunSQL(
            words.FUNCTIONS + "".join(one.again for one in NAMES), migrations.RunSQL.noop
        )
    ]
