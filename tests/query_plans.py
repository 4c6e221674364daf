"""How the database means to run a query, for tests that hold an index against the query it serves."""

from django.db import connection, transaction
from django.db.models import QuerySet


def plan_of(rows: QuerySet) -> str:
    """The plan. PostgreSQL reads a small table from end to end, whatever its indexes; so it may not here."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        return str(rows.explain())
