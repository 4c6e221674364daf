from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("endorsement_plugin", "0015_areas_of_entries")]

    operations = [
        migrations.RemoveField(model_name="evidenceentry", name="area"),
        migrations.RemoveField(model_name="submittedentry", name="area"),
    ]
