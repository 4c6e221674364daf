from django.db import migrations, models


class Migration(migrations.Migration):
    """What waits for a reviewer is asked for by both."""

    dependencies = [("review_queue", "0026_trainings")]

    operations = [
        migrations.RemoveIndex(model_name="item", name="rq_item_by_state"),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["state", "waits_until"], name="rq_item_by_state"),
        ),
    ]
