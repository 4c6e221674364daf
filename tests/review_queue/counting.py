"""Count the queries of a page: those of the queue and of signing in apart from the host's frame."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection
from django.test.utils import CaptureQueriesContext

OWN = ("review_queue_", "django_session", "auth_user")
FRAME = ("wagtailcore_", "endorsement_plugin_")


@dataclass
class Count:
    own: int = 0
    all: int = 0


@contextmanager
def queries() -> Iterator[Count]:
    """How many queries the block made, BEGIN and SAVEPOINT aside."""
    count = Count()
    with CaptureQueriesContext(connection) as captured:
        yield count
    statements = [one["sql"] for one in captured if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    framed = [sql for sql in statements if any(table in sql for table in FRAME)]
    count.all = len(statements)
    count.own = len(statements) - len(framed)
