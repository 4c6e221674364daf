"""Letters of the queue: rows written with the event, sent by a job. They carry codes and dates only.

Each noun has its own in `letters.py`. The words are a template each, whose first line is the subject.
"""

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.urls import reverse

from .conf import conf
from .models import Mail
from .work.asking import ask_for_all


def write(letters: Iterable[Mail]) -> None:
    """Put letters in the post, in the order of their ids, which are drawn by lot: what leaves one after the
    other has nothing to do with who shares an answer. A letter whose event has one already is not written
    again."""
    rows = [letter for letter in letters if letter.to]
    Mail.objects.bulk_create(rows, ignore_conflicts=True)
    keys = [row.event_key for row in rows]
    unsent = Mail.objects.filter(event_key__in=keys, sent_at=None).order_by("pk")
    ask_for_all("review_queue.deliver_mail", map(str, unsent.values_list("pk", flat=True)))


def compose(name: str, *, pool: int | None, event_key: str, to: str, **context: object) -> Mail:
    """The letter `name`, not in the post yet. Days in `context` are written out by the template."""
    text = render_to_string(f"review_queue/letters/{name}.txt", context)
    subject, _, body = text.strip().partition("\n")
    return Mail(
        pool_id=pool, event_key=event_key, to=to, subject=subject.strip(), body=body.strip("\n") + "\n"
    )


def link(name: str, *args: str) -> str:
    """The full address of a page of the queue."""
    return conf().BASE_URL + reverse(name, args=args)
