"""Scans of what came on paper are inspected as transcripts are; those that are there already, too."""

import uuid

from django.db import migrations, models

import endorsement_plugin.rules.states


def ask_for_inspection(apps, schema_editor):
    """Owe it: until then nobody is handed the file. The queue does a kind and key once, whoever asked."""
    work = apps.get_model("review_queue", "Work").objects.using(schema_editor.connection.alias)
    scans = apps.get_model("endorsement_plugin", "Scan").objects.using(schema_editor.connection.alias)
    keys = scans.values_list("pk", flat=True).iterator()
    rows = (work.model(id=uuid.uuid4(), kind="endorsement.inspect_scan", key=str(key)) for key in keys)
    work.bulk_create(rows, batch_size=500, ignore_conflicts=True)


class Migration(migrations.Migration):

    dependencies = [
        ('endorsement_plugin', '0065_imported_records'),
        ('review_queue', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='scan',
            name='inspected_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='scan',
            name='pages',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='scan',
            name='reason',
            field=models.CharField(blank=True, help_text='Why it was held or refused.', max_length=30),
        ),
        migrations.AddField(
            model_name='scan',
            name='state',
            field=models.CharField(choices=[('uploaded', 'Being checked'), ('accepted', 'Accepted'), ('quarantined', 'Held for a person to look at'), ('refused', 'Refused'), ('verified', 'Verified')], default=endorsement_plugin.rules.states.TranscriptState['UPLOADED'], max_length=12),
        ),
        migrations.RunPython(ask_for_inspection, migrations.RunPython.noop, elidable=True),
    ]
