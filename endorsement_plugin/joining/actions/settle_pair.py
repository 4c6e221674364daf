"""What a coordinator says of two records that look like one person's: they are, or they are not."""

from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import Incomplete, NotAllowed, Problem
from endorsement_plugin.joining.pairs import Pair, count_pairs_anew, pair_for
from endorsement_plugin.locks import lock
from endorsement_plugin.models import DistinctPair, Person
from endorsement_plugin.permissions import Visitor

from .merge_people import merge_people

GONE = "This is not a pair for you to settle: one of the two has changed, or is not there any more."


@transaction.atomic
def join_pair(*, keep: UUID, other: UUID, by: Visitor, reason: str) -> Person:
    """Make one person of the two; who stays. With it goes what was said against it.

    Raises NotAllowed for two who are no pair for this coordinator, also where one of them was changed while
    this waited for the other's rows; Incomplete without a reason or with
    each thing that two people have and one cannot, and WrongState if one of them is gone.
    """
    _pair(by, keep, other)
    if not reason.strip():
        words = "Write how you know that they are one person."
        raise Incomplete("The reason is missing.", [Problem("required", words, ("reason",))])
    transaction.on_commit(lambda: count_pairs_anew(by))
    return merge_people(
        keep=keep,
        other=other,
        by=by,
        role="coordinator",
        why=reason.strip(),
        check=lambda: _pair(by, keep, other),
    )


@transaction.atomic
def tell_apart(*, one: UUID, other: UUID, by: Visitor) -> DistinctPair:
    """They are two people: off the list, with who said so first. Raises NotAllowed."""
    first, second = sorted((one, other))
    rows = lock(Person).filter(pk__in=[first, second]).order_by("pk")
    if len(rows) < 2:
        raise NotAllowed(GONE)
    _pair(by, one, other)
    row, _ = DistinctPair.objects.get_or_create(
        first_id=first, second_id=second, defaults={"said_by_id": by.pk}
    )
    transaction.on_commit(lambda: count_pairs_anew(by))
    return row


def _pair(by: Visitor, one: UUID, other: UUID) -> Pair:
    pair = pair_for(by, one, other)
    if pair is None:
        raise NotAllowed(GONE)
    return pair
