from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SENTENCE = "The reviewers find that it cannot be scored"
"""What stood before the reason, until it had a column of its own."""


def note_unscorable(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    sittings = apps.get_model("endorsement_plugin", "Sitting").objects
    sittings.filter(returned_because__startswith=SENTENCE).update(unscorable=True)


class Migration(migrations.Migration):
    dependencies = [("endorsement_plugin", "0070_exams_scored_elsewhere")]

    operations = [
        migrations.AddField(
            model_name="sitting",
            name="unscorable",
            field=models.BooleanField(
                default=False,
                help_text="Whether it came back because the reviewers find that it cannot be scored.",
            ),
        ),
        migrations.RunPython(note_unscorable, migrations.RunPython.noop),
    ]
