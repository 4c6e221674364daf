"""Which rounds a pool scores in."""

from django.db.models import Q, QuerySet

from review_queue.errors import UnknownCode
from review_queue.models import Pool, Round


def rounds_of(pool: Pool) -> QuerySet[Round]:
    """The pool's own rounds, and those that are open to every pool."""
    return Round.objects.filter(Q(pools=None) | Q(pools=pool)).distinct()


def round_of(code: str, pool: Pool) -> Round:
    """The round that senders call so. Raises UnknownCode if the pool scores in none of that code."""
    try:
        return rounds_of(pool).get(code=code)
    except Round.DoesNotExist:
        raise UnknownCode("round", code) from None


def pool_of(code: str) -> Pool:
    """The pool that senders call so. Raises UnknownCode."""
    try:
        return Pool.objects.get(code=code)
    except Pool.DoesNotExist:
        raise UnknownCode("pool", code) from None
