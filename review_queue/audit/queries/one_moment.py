"""Reading many tables as of one moment, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, router, transaction

from review_queue.models import Event


@contextmanager
def one_moment() -> Iterator[None]:
    """All queries see what was committed when the first of them began, and nothing of what came after.

    On PostgreSQL the transaction is REPEATABLE READ and READ ONLY; on SQLite it is begun as a reader, so that
    nobody who writes waits for it. Inside another transaction that one decides. No writing in it.
    """
    using = router.db_for_read(Event)
    connection = connections[using]
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(using=using):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with _deferred(connection), transaction.atomic(using=using):
            yield


@contextmanager
def _deferred(connection: object) -> Iterator[None]:
    """SQLite's BEGIN of a reader; sites begin every transaction as a writer's (`transaction_mode`)."""
    usual = getattr(connection, "transaction_mode", None)
    setattr(connection, "transaction_mode", "DEFERRED")  # noqa: B010 - of SQLite's wrapper alone
    try:
        yield
    finally:
        setattr(connection, "transaction_mode", usual)  # noqa: B010
