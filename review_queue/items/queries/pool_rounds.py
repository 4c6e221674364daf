"""Which rounds a pool scores in."""

from django.db.models import Q, QuerySet

from review_queue.models import Pool, Round


def rounds_of(pool: Pool) -> QuerySet[Round]:
    """The pool's own rounds, and those that are open to every pool."""
    return Round.objects.filter(Q(pools=None) | Q(pools=pool)).distinct()
