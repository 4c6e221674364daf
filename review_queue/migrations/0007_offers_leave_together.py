from datetime import datetime, time

import django.utils.timezone
from django.db import migrations, models
from django.utils import timezone


def end_with_the_day(apps, schema_editor):
    """Offers that are open end with their day, as new ones do: both of a pair had the same microsecond."""
    assignments = apps.get_model("review_queue", "Assignment").objects.using(schema_editor.connection.alias)
    zone = timezone.get_default_timezone()
    for one in assignments.filter(state="offered").only("answer_by").iterator():
        day = timezone.localtime(one.answer_by, zone).date()
        assignments.filter(pk=one.pk).update(answer_by=datetime.combine(day, time(23, 59, 59), zone))


class Migration(migrations.Migration):
    dependencies = [("review_queue", "0006_letters_name_their_pool")]

    operations = [
        migrations.AlterField(
            model_name="assignment",
            name="offered_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now,
                help_text="When the offer leaves. Until then its reviewer does not see it.",
            ),
        ),
        migrations.RunPython(end_with_the_day, migrations.RunPython.noop),
    ]
