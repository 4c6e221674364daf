"""The one area of each entry becomes the first of several."""

from django.db import migrations


def several(apps, schema_editor):
    for rows in _rows(apps, schema_editor):
        for area in rows.exclude(area="").order_by().values_list("area", flat=True).distinct():
            rows.filter(area=area).update(areas=[area])


def one(apps, schema_editor):
    """Back, only the first of several is kept: there is room for no more."""
    for rows in _rows(apps, schema_editor):
        for row in rows.exclude(areas=[]).iterator():
            rows.filter(pk=row.pk).update(area=row.areas[0][:60])


def _rows(apps, schema_editor):
    for name in ("EvidenceEntry", "SubmittedEntry"):
        model = apps.get_model("endorsement_plugin", name)
        yield model.objects.using(schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("endorsement_plugin", "0014_what_entries_say")]

    operations = [migrations.RunPython(several, one)]
