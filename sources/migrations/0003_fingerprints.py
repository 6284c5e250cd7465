import pgtrigger
from django.db import migrations

from sources.fingerprints import fingerprint


def sketch_kept_texts(apps, schema_editor):
    captures = apps.get_model("sources", "Capture").objects.filter(state="kept")
    with pgtrigger.ignore("sources.Capture:never_changes"):
        for pk, text in captures.values_list("pk", "text").iterator(chunk_size=200):
            captures.filter(pk=pk).update(fingerprint=fingerprint(text))


class Migration(migrations.Migration):
    dependencies = [("sources", "0002_intakes")]
    operations = [migrations.RunPython(sketch_kept_texts, migrations.RunPython.noop)]
