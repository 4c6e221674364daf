"""Whom a chief reviewer may ask by name, and what keeps the others: in counts, because a bar on one of a few
people leads to the candidate."""

from collections import Counter
from dataclasses import dataclass

from django.utils import timezone

from review_queue.assigning.queries.candidates import candidates
from review_queue.assigning.queries.demand import demands
from review_queue.items.queries.oversight import loads, name_of
from review_queue.matching.eligibility import WhyNot, why_not
from review_queue.models import Event, Item, Reviewer
from review_queue.permissions import User
from review_queue.stalls.rules import counted_in_words


@dataclass(frozen=True, slots=True)
class Askable:
    """A reviewer who may score the item. `held` is what the reader may know of, `full` if that is as much as
    was agreed."""

    reviewer: Reviewer
    name: str
    held: int
    full: bool


def askable(item: Item, by: User) -> tuple[list[Askable], str]:
    """Those whom `by` may ask, by how much they hold, and why not the others, in words and counts.

    Work that is kept from `by` is in no count: beside those of `loads` it would say who scores it.
    """
    people = candidates([item])
    demand = next(iter(demands([item])), None)
    whys = {one.id: why_not(one, demand) if demand else WhyNot.ASKED_BEFORE for one in people}
    may = [one.id for one in people if whys[one.id] in (None, WhyNot.FULL) and one.user != by.pk]
    rows = loads(by, timezone.localdate()).filter(pk__in=may)
    listed = [_askable(one) for one in rows]
    counts = Counter(str(whys[one.id]) for one in people if whys[one.id] not in (None, WhyNot.FULL))
    others = " ".join(f"{why}:{number}" for why, number in counts.items())
    return sorted(listed, key=lambda one: (one.full, one.held, one.name)), counted_in_words(others)


def _askable(reviewer: Reviewer) -> Askable:
    held: int = getattr(reviewer, "held")  # noqa: B009 - of the query
    return Askable(reviewer, name_of(reviewer), held, held >= reviewer.capacity)


def why_open(item: Item) -> str:
    """What was recorded last of why its place is open, in words."""
    rows = Event.objects.filter(item=item, kind=Event.Kind.UNFILLED).order_by("-pk")
    detail = rows.values_list("detail", flat=True).first()
    return counted_in_words(detail or "")


def reasons_of(items: list[Item]) -> dict[object, str]:
    """The same for each of these. One query."""
    rows = Event.objects.filter(item__in=[one.pk for one in items], kind=Event.Kind.UNFILLED)
    last = dict(rows.order_by("pk").values_list("item_id", "detail"))
    return {item: counted_in_words(detail) for item, detail in last.items()}
