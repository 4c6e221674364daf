"""How many candidates of one description are in a round and pool, and what waits until there are enough."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.formats import date_format

from review_queue.conf import conf
from review_queue.models import EarlierItem, Item, Pool, Requirement
from review_queue.rules.alike import Rule, people
from review_queue.rules.transitions import UNFINISHED, ItemState

Description = tuple[str, frozenset[str]]
"""A language, and tags."""
READ = 500
"""So many answers of a description are looked at: among them are enough candidates, or hardly ever."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An answer that waits, with how many candidates of its description are in, its own among them."""

    item: Item
    alike: int
    rule: Rule

    @property
    def sentence(self) -> str:
        """For whoever leads the pool."""
        assert self.item.waits_until is not None
        return (
            f"{waits_in_words(self.rule.least, date_format(self.item.waits_until, 'j F Y'))} "
            f"So far there {'is' if self.alike == 1 else 'are'} {self.alike}."
        )


def waits_in_words(least: int, day: str) -> str:
    """For whoever leads the pool. What applicants read of it is the sender's own sentence."""
    return (
        f"Held until {least} candidates of the same language and requirements are in, so that nobody can be "
        f"told by them; until {day} at the latest."
    )


def few_in_words(detail: str) -> str:
    """What the event of an answer that went on says (`alike:1,of:3`): 3 there was 1."""
    given = dict(part.split(":") for part in detail.split(",") if ":" in part)
    alike, least = given.get("alike", "0"), given.get("of", "0")
    return f"{least} there {'was' if alike == '1' else 'were'} {alike}"


def rule_of(pool: Pool) -> Rule:
    """The pool's own, or the site's."""
    least, days = pool.alike_at_least, pool.alike_wait_days
    return Rule(
        conf().ALIKE_AT_LEAST if least is None else least, conf().ALIKE_WAIT_DAYS if days is None else days
    )


def waiting_for_alike() -> QuerySet[Item]:
    """What is released and offered to nobody yet because of it."""
    return Item.objects.filter(state=ItemState.CLEARED, waits_until__isnull=False)


def waiting_among(items: QuerySet[Item]) -> list[Waiting]:
    """Those of the items that wait, by when they go on. Two queries, and two more for each description; one
    if nothing waits."""
    waiting = waiting_for_alike().filter(pk__in=items.values("pk"))
    listed = list(waiting.select_related("pool", "round").order_by("waits_until", "code"))
    described = descriptions(listed)
    counts: dict[tuple[int, int, Description], int] = {}
    for item in listed:
        key = (item.round_id, item.pool_id, described[item.pk])
        if key not in counts:
            counts[key] = candidates_of(*key)
    return [
        Waiting(item, counts[item.round_id, item.pool_id, described[item.pk]], rule_of(item.pool))
        for item in listed
    ]


def descriptions(items: Iterable[Item]) -> dict[UUID, Description]:
    """Of each of these. One query, none for none."""
    listed = list(items)
    tags: defaultdict[UUID, set[str]] = defaultdict(set)
    if listed:
        rows = Requirement.objects.filter(item__in=[item.pk for item in listed])
        for item, tag in rows.values_list("item_id", "tag"):
            tags[item].add(tag)
    return {item.pk: (item.language, frozenset(tags[item.pk])) for item in listed}


def candidates_of(scored_in: int, pool: int, description: Description) -> int:
    """How many candidates of the description are in the round and pool: released, and neither withdrawn nor
    returned since. Anchors are nobody's. Two queries."""
    language, tags = description
    out = [ItemState.RECEIVED, *UNFINISHED]
    items = Item.objects.filter(round=scored_in, pool=pool, language=language).exclude(state__in=out)
    asks = Requirement.objects.filter(item=OuterRef("pk"))
    alike = items.filter(~Exists(asks.exclude(tag__in=tags)), *(Exists(asks.filter(tag=tag)) for tag in tags))
    origins = list(alike.order_by("received_at").values_list("origin", flat=True)[:READ])
    return people(origins, _same_writer(origins))


def _same_writer(origins: list[UUID]) -> dict[object, set[object]]:
    """For the origin of each, those of answers that the same person wrote earlier. One query."""
    rows = (
        EarlierItem.objects.filter(item__origin__in=origins)
        if len(origins) > 1
        else EarlierItem.objects.none()
    )
    same: defaultdict[object, set[object]] = defaultdict(set)
    for one, other in rows.values_list("item__origin", "earlier__origin"):
        same[one].add(other)
    return dict(same)
