"""Which reviewers have declared a conflict with a candidate: asked while the sender's words are in memory."""

from collections.abc import Iterable

from django.db.models import Q

from review_queue.anonymization.identifiers import Identifier
from review_queue.models import DeclaredConflict
from review_queue.models.bars import conflict_digests, keys_told


def declared_against(identifiers: Iterable[Identifier], agencies: Iterable[str] = ()) -> set[int]:
    """User ids. One query, and none where nothing was ever declared about anything told."""
    digests = {
        digest for kind, key in keys_told(identifiers, agencies) for digest in conflict_digests(kind, key)
    }
    if not digests:
        return set()
    rows = DeclaredConflict.objects.filter(Q(digest__in=digests), withdrawn_at=None)
    return set(rows.values_list("reviewer__user", flat=True))
