"""Few rows to look at, however many there are: a search first asks the indexes who may be meant.

What is asked for is looked up part by part. The part with the fewest answers, if it has no more than
`FEW`, narrows the search to them; where every part has more, reading the registry in its order soon comes
to enough of them. Either way a page costs the same in a registry of a thousand and of a hundred thousand.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db.models import F, Model, Q, QuerySet

from endorsement_plugin.models import Endorsement, FormerName, NameEnd
from endorsement_plugin.models.endorsements.registry import LONGEST_END
from review_queue.typed.folding import folded, words
from review_queue.typed.search import holds

FEW = 500
LAST_SIGN = "\U0010ffff"

Ids = frozenset[int]


def ends_of(search: str) -> set[str]:
    """Every word of a folded name from each of its letters on: obrien, brien, rien, ien, en, n."""
    return {word[start:][:LONGEST_END] for word in search.split() for start in range(len(word))}


def to_index() -> QuerySet[Endorsement]:
    """Endorsements whose name was written since its ends were kept. An index of its own: usually of none."""
    return Endorsement.objects.filter(~Q(words_of=F("search")))


def who_may_be_meant(word: str, associations: Collection[int], former: Collection[int]) -> Ids | None:
    """Endorsements with this in their name or as their number, and former names in those associations.

    None if there are more than `FEW`. Some of them may not be meant: the search asks each once more.
    """
    longest = max(words(word), key=len)
    part = longest[:LONGEST_END]
    held = NameEnd.objects.filter(association__in=associations)
    between = held.filter(text__gte=part, text__lt=part + LAST_SIGN)
    fresh = to_index().filter(holds("search", longest), association__in=associations)
    numbered = Endorsement.objects.filter(association__in=associations, number_search=folded(word))
    before = FormerName.objects.filter(holds("search", longest), endorsement__association__in=former)
    asked: list[tuple[QuerySet[Model], str]] = [
        (between.order_by(), "endorsement"),
        (fresh.order_by(), "pk"),
        (numbered.order_by(), "pk"),
    ]
    if former:
        asked.append((before.order_by(), "endorsement"))
    return union(few(rows, column) for rows, column in asked)


def few(rows: QuerySet[Model], column: str) -> frozenset[Any] | None:
    """These of the rows, or None if there are more than `FEW`."""
    found = rows.values_list(column, flat=True)[: FEW + 1]
    ids = list(found)
    return frozenset(ids) if len(ids) <= FEW else None


def union(parts: Iterable[Ids | None]) -> Ids | None:
    """All of them together, or None if there are more than `FEW`."""
    together: set[int] = set()
    for part in parts:
        if part is None:
            return None
        together |= part
    return frozenset(together) if len(together) <= FEW else None


def fewest(parts: Iterable[Callable[[], frozenset[Any] | None]]) -> frozenset[Any] | None:
    """The smallest of these, or None if each has more than `FEW`."""
    found = [ids for part in parts if (ids := part()) is not None]
    return min(found, key=len, default=None)
