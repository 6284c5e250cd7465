from django.db import migrations

from people import name_keys


class Migration(migrations.Migration):
    """Names that are spelt alike are found for many texts by one plan."""

    dependencies = [("people", "0008_sorted_once_found")]
    operations = [
        migrations.RunSQL(
            name_keys.SOUNDING,
            "DROP FUNCTION record_names_sounding(text, text, text, text[], int);",
        )
    ]
