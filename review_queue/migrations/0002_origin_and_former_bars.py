"""Every scoring of one answer gets the same `origin`; bars of items closed from now on become digests."""

import uuid

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, OuterRef, Subquery


def give_origins(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """A first scoring begins a chain; the others follow, step by step."""
    Item = apps.get_model("review_queue", "Item")
    Item._base_manager.filter(rescore_of=None).update(origin=F("pk"))
    while Item._base_manager.filter(origin=None).exists():
        before = Item._base_manager.filter(pk=OuterRef("rescore_of"))
        Item._base_manager.filter(origin=None).update(origin=Subquery(before.values("origin")[:1]))
    # PostgreSQL alters no table whose rows have changed while checks of their foreign keys are still owed.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):
    dependencies = [
        ("review_queue", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="item",
            name="origin",
            field=models.UUIDField(
                default=None,
                null=True,
                editable=False,
                help_text="The same for every scoring of one answer.",
            ),
        ),
        migrations.RunPython(give_origins, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="item",
            name="origin",
            field=models.UUIDField(
                default=uuid.uuid4,
                editable=False,
                help_text="The same for every scoring of one answer.",
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["origin"], name="rq_item_origin"),
        ),
        migrations.CreateModel(
            name="FormerBar",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_bars",
                        to="review_queue.item",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["digest"], name="rq_former_bar_digest")],
                "constraints": [
                    models.UniqueConstraint(fields=("item", "digest"), name="rq_one_former_bar")
                ],
            },
        ),
    ]
