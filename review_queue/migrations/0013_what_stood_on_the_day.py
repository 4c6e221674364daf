"""Events from before say nothing of marks, verdicts, assignments and bars. Each of these gets an event of today
that says how it stands today: it shows nothing of the time before, and what is changed from now on is found."""

import secrets
from itertools import islice

from django.db import migrations
from django.utils import timezone

AT_ONCE = 200


def say_what_stands(apps, schema_editor):
    items = apps.get_model("review_queue", "Item")._base_manager.using(schema_editor.connection.alias)
    if not items.exists():
        return
    # Statements read columns by name, so that they work on tables that get more columns later.
    keys = items.order_by("pk").values_list("pk", flat=True).iterator()
    event = apps.get_model("review_queue", "Event")
    while some := list(islice(keys, AT_ONCE)):
        event._base_manager.using(schema_editor.connection.alias).bulk_create(
            [event(**one) for one in _events(apps, some)]
        )


def _events(apps, items):
    from review_queue.statements.subjects import STATED, Subject
    from review_queue.verifier.sealing import digest_of

    for subject, rows in _rows(apps, items).items():
        standing = STATED[Subject(subject)]([key for key, _, _ in rows])
        for key, item, assignment in rows:
            salt = secrets.token_hex(16)
            yield {
                "item_id": item,
                "assignment_id": assignment,
                "kind": "stood",
                "detail": subject,
                "at": timezone.now(),
                "digest": digest_of(standing[key], salt),
                "salt": salt,
            }


def _rows(apps, items):
    """By what is stated: its key, its item, and its assignment if the event names one."""

    def of(model, *columns, **conditions):
        rows = apps.get_model("review_queue", model)._base_manager.filter(**conditions).order_by("pk")
        return list(rows.values_list(*columns))

    closed = ("returned", "withdrawn", "received")
    copies = of("AnchorCopy", "calibration", "item", item__in=items, calibration__isnull=False)
    ended = [pk for (pk,) in of("Calibration", "pk", pk__in=[pk for pk, _ in copies], ended_at__isnull=False)]
    last = dict(of("AnchorCopy", "calibration", "item", calibration__in=ended))
    answers = of("Item", "pk", "state", pk__in=items, kind="answer")
    return {
        "item": [(pk, pk, None) for pk, _ in answers],
        "release": [(pk, pk, None) for pk, state in answers if state not in closed],
        "assignment": [(pk, item, pk) for pk, item in of("Assignment", "pk", "item", item__in=items)],
        "review": [
            (pk, item, pk)
            for pk, item in of(
                "Review",
                "assignment",
                "assignment__item",
                assignment__item__in=items,
                submitted_at__isnull=False,
            )
        ],
        "comparison": [(pk, item, None) for pk, item in of("Agreement", "pk", "item", item__in=items)],
        "verdict": [(pk, pk, None) for (pk,) in of("Verdict", "item", item__in=items)],
        "calibration": [(pk, item, None) for pk, item in last.items() if item in items],
        "unblinding": [(pk, item, None) for pk, item in of("Unblinding", "pk", "item", item__in=items)],
    }


class Migration(migrations.Migration):
    dependencies = [("review_queue", "0012_events_say_what_stood")]

    operations = [migrations.RunPython(say_what_stands, migrations.RunPython.noop, elidable=False)]
