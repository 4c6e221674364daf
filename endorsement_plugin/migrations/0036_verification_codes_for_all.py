
import endorsement_plugin.models.endorsements.record
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('endorsement_plugin', '0035_verification_codes'),
    ]

    operations = [
        migrations.AlterField(
            model_name='endorsement',
            name='verification_code',
            field=models.CharField(default=endorsement_plugin.models.endorsements.record.new_verification_code, editable=False, help_text='On its certificate; nobody guesses it.', max_length=25, unique=True),
        ),
    ]
