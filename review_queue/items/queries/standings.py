"""Where items are, for their senders: by the sender's own reference, in plain values."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from review_queue.items.queries.alike import rule_of
from review_queue.models import Event, Item, Review, SectionFile, Verdict
from review_queue.rules.transitions import AssignmentState, ItemState

Unscorable = Review.Unscorable
"""Why an answer cannot be scored, by code, with the words that a reviewer chose."""

_OUTCOMES: Mapping[str, Literal["passed", "failed", "unscorable"]] = {
    Verdict.Outcome.PASSED: "passed",
    Verdict.Outcome.FAILED: "failed",
    Verdict.Outcome.UNSCORABLE: "unscorable",
}


@dataclass(frozen=True, slots=True)
class Status:
    """Where an item is. `outcome` is None until it is decided; `state` is "unknown" for an unknown ref.

    `reason` is why a clearer returned it (`ReturnReason`). `held` has each section whose
    PDF cannot be shown, and why (`redaction.refusals.WORDS`): such an item is returned sooner or later.
    `stopped_since` is the day since when a reviewer is looked for in vain, once that is so for longer than
    `STUCK_AFTER_DAYS`; nothing says for which place, or what came before. Then it can be given back.
    `waits_until` is the day until which it is held at the latest, unless `waits_for` candidates of its
    language and requirements are in before: until then nobody is asked to score it.
    `unscorable` says why reviewers found that it cannot be scored (`Unscorable`), where that is the outcome.
    """

    state: str
    outcome: Literal["passed", "failed", "unscorable"] | None = None
    feedback: str = ""
    reason: str = ""
    held: Mapping[str, str] = field(default_factory=dict)
    unscorable: tuple[str, ...] = ()
    stopped_since: datetime.date | None = None
    waits_until: datetime.date | None = None
    waits_for: int = 0


def standings(refs: Iterable[UUID | str]) -> dict[str, Status]:
    """Where these are, by ref; one that is unknown is left out. Four queries, whatever the number."""
    items = list(Item.objects.filter(ref__in=[str(ref) for ref in refs]).select_related("verdict", "pool"))
    why, held, unscorable = _why_returned(items), _held(items), _unscorable(items)
    return {
        item.ref: _status(item, why.get(item.pk, ""), held.get(item.pk, {}), unscorable.get(item.pk, ()))
        for item in items
    }


def _status(item: Item, why: str, held: Mapping[str, str], unscorable: tuple[str, ...]) -> Status:
    verdict: Verdict | None = getattr(item, "verdict", None)
    if verdict is None:
        if item.state == ItemState.CLEARED and item.waits_until:
            return Status(item.state, waits_until=item.waits_until, waits_for=rule_of(item.pool).least)
        return Status(item.state, reason=why, held=held)
    return Status(item.state, _OUTCOMES[verdict.outcome], verdict.feedback, unscorable=unscorable)


def _why_returned(items: Iterable[Item]) -> dict[UUID, str]:
    returned = [item.pk for item in items if item.state == ItemState.RETURNED]
    events = Event.objects.filter(item__in=returned, kind=Event.Kind.RETURNED).order_by("pk")
    return dict(events.values_list("item_id", "detail"))


def _unscorable(items: Iterable[Item]) -> dict[UUID, tuple[str, ...]]:
    """In order, for those of which it is the outcome."""
    closed = [item.pk for item in items if _outcome_of(item) == Verdict.Outcome.UNSCORABLE]
    said = Review.objects.filter(assignment__item__in=closed, assignment__state=AssignmentState.SUBMITTED)
    reasons: defaultdict[UUID, set[str]] = defaultdict(set)
    for item, reason in said.exclude(unscorable="").values_list("assignment__item", "unscorable"):
        reasons[item].add(reason)
    return {item: tuple(sorted(found)) for item, found in reasons.items()}


def _outcome_of(item: Item) -> str:
    verdict: Verdict | None = getattr(item, "verdict", None)
    return verdict.outcome if verdict else ""


def _held(items: Iterable[Item]) -> dict[UUID, dict[str, str]]:
    at_clearers = [item.pk for item in items if item.state in (ItemState.RECEIVED, ItemState.RETURNED)]
    files = SectionFile.objects.filter(section__item__in=at_clearers).exclude(held="")
    reasons: defaultdict[UUID, dict[str, str]] = defaultdict(dict)
    for item, code, why in files.values_list("section__item", "section__code", "held"):
        reasons[item][code] = why
    return reasons
