import uuid
from collections import defaultdict

import django.db.models.deletion
from django.db import migrations, models

WORDS = (500, 1000, 2000, 4000)
PAGES = (5, 10, 20, 40)
KINDS = [
    ("received", "Received and masked"),
    ("masked_more", "Masked more"),
    ("looked", "Looked at its pages"),
    ("cleared", "Released for review"),
    ("returned", "Returned to the sender"),
    ("offered", "Offered to a reviewer"),
    ("unfilled", "No eligible reviewer found"),
    ("accepted", "Accepted by the reviewer"),
    ("taken", "At the reviewer’s own wish"),
    ("extended", "More time given"),
    ("expired", "Expired, back to the pool"),
    ("declined", "Declined by the reviewer"),
    ("recused", "The reviewer stepped back"),
    ("identity", "A reviewer reported that the text identifies someone"),
    ("revoked", "Assignment revoked"),
    ("submitted", "Review submitted"),
    ("flagged", "Flagged by the reviewer"),
    ("agreed", "The reviews agree"),
    ("disputed", "A third review is needed"),
    ("decided", "Decided"),
    ("withdrawn", "Withdrawn by the sender"),
    ("exported", "Figures of the round downloaded"),
    ("asked_again", "Background work asked for again"),
    ("calibrated", "Calibration ended"),
    ("begin_again", "Calibration may begin again"),
    ("away", "A reviewer said how long he or she is away"),
    ("rescored", "Sent to be scored again"),
    ("unblinded", "Unblinded for a chief reviewer"),
    ("blinded", "Blind again"),
    ("left_alone", "Its offers left alone: reviewers could tell who shares this answer"),
    ("ended_alone", "It ended alone: its reviewers could tell that they shared it"),
]


def measure(apps, schema_editor):
    """The sizes of what reviewers of each round have had, or may get, so far."""
    sections = apps.get_model("review_queue", "Section").objects.using(schema_editor.connection.alias)
    shown = sections.exclude(item__kind="calibration").exclude(item__state__in=["received", "returned"])
    rows = shown.order_by("item").values_list("item__round", "item", "text", "file__pages")
    largest = defaultdict(lambda: [0, 0, 0])
    item, sizes = None, [0, 0, 0]
    for scored_in, of, text, pages in rows.iterator(chunk_size=200):
        sizes = sizes if of == item else [0, 0, 0]
        item = of
        sizes[0] += 1
        sizes[1] += len(text.split())
        sizes[2] += pages or 0
        largest[scored_in] = [max(two) for two in zip(largest[scored_in], sizes, strict=True)]
    rounds = apps.get_model("review_queue", "Round").objects.using(schema_editor.connection.alias)
    for scored_in, (parts, words, pages) in largest.items():
        rounds.filter(pk=scored_in).update(
            largest_parts=parts, largest_words=coarse(words, WORDS), largest_pages=coarse(pages, PAGES)
        )


def coarse(number, steps):
    """As `rules.sizes` has it."""
    if not number:
        return 0
    return next((step for step in steps if number <= step), -(-number // steps[-1]) * steps[-1])


class Migration(migrations.Migration):
    dependencies = [("review_queue", "0010_failing_rows_and_what_was_done")]

    operations = [
        migrations.AddField(
            model_name="round",
            name="largest_parts",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="round",
            name="largest_words",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="round",
            name="largest_pages",
            field=models.PositiveIntegerField(
                default=0,
                editable=False,
                help_text="No released answer of it is larger; words and pages in steps.",
            ),
        ),
        migrations.AlterField(
            model_name="event", name="kind", field=models.CharField(choices=KINDS, max_length=12)
        ),
        migrations.CreateModel(
            name="Wish",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "leaves",
                    models.DateTimeField(help_text="When the offers leave among which it is granted, or not."),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wishes",
                        to="review_queue.reviewer",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["settled_at", "leaves"], name="rq_wish_settled")],
            },
        ),
        migrations.RunPython(measure, migrations.RunPython.noop),
    ]
