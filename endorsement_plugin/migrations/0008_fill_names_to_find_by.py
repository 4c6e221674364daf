"""The folded names of everybody who is there already, and the family names of the registry."""

from itertools import islice

from django.db import migrations

A_BATCH = 500


def fill(apps, schema_editor):
    for row_model, names in (("Person", ["search"]), ("Endorsement", ["family_name", "search"])):
        model = apps.get_model("endorsement_plugin", row_model)
        field = model._meta.get_field("search")
        rows = model.objects.using(schema_editor.connection.alias).order_by("pk")
        if row_model == "Endorsement":
            rows = rows.select_related("person")
        waiting = iter(list(rows.values_list("pk", flat=True)))
        while batch := list(islice(waiting, A_BATCH)):
            found = list(rows.filter(pk__in=batch))
            for row in found:
                if row_model == "Endorsement":
                    row.family_name = family_name(row.name, row.person.family_name)
                row.search = field.words_of(*(getattr(row, name) for name in field.of))
            model.objects.using(schema_editor.connection.alias).bulk_update(found, names)


def family_name(name, now):
    """The family name as it stands in the registry: the person's, unless it has changed since; then the last word."""
    if now and name.endswith(now):
        return now
    return name.split()[-1][:100] if name.split() else ""


class Migration(migrations.Migration):
    dependencies = [("endorsement_plugin", "0007_names_to_find_by")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
