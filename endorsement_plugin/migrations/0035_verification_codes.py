from django.db import migrations

from endorsement_plugin.models.endorsements.record import new_verification_code


def give_codes(apps, schema_editor):
    """Each endorsement that is there gets one of its own, a thousand at a time."""
    rows = apps.get_model("endorsement_plugin", "Endorsement").objects.filter(verification_code=None)
    while batch := list(rows.only("pk")[:1000]):
        for row in batch:
            row.verification_code = new_verification_code()
        rows.model.objects.bulk_update(batch, ["verification_code"])


class Migration(migrations.Migration):
    dependencies = [("endorsement_plugin", "0034_life_of_endorsements")]

    operations = [migrations.RunPython(give_codes, migrations.RunPython.noop)]
