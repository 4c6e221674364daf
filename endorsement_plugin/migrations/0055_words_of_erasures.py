from django.db import migrations, models

import endorsement_plugin.rules.states


class Migration(migrations.Migration):
    dependencies = [
        ('endorsement_plugin', '0054_reads_and_exports'),
    ]

    operations = [
        migrations.AlterField(
            model_name='erasure',
            name='state',
            field=models.CharField(choices=[('asked', 'Asked'), ('approved', 'Approved'), ('done', 'Done'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default=endorsement_plugin.rules.states.ErasureState['ASKED'], max_length=10),
        ),
    ]
