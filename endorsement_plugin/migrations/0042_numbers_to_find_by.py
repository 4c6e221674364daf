"""The folded numbers of what is granted already."""

from itertools import islice

from django.db import migrations

A_BATCH = 500


def fill(apps, schema_editor):
    model = apps.get_model("endorsement_plugin", "Endorsement")
    field = model._meta.get_field("number_search")
    rows = model.objects.using(schema_editor.connection.alias)
    waiting = iter(list(rows.order_by("pk").values_list("pk", flat=True)))
    while batch := list(islice(waiting, A_BATCH)):
        found = list(rows.filter(pk__in=batch).only("pk", "number"))
        for row in found:
            row.number_search = field.words_of(row.number)
        rows.bulk_update(found, ["number_search"])


class Migration(migrations.Migration):
    dependencies = [("endorsement_plugin", "0041_public_registry")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
