"""What must be true of a queue whatever has been done to its processes: looked at after each fault.

`breaches` reads the database, and the folder that mail was sent to; it gives a sentence for everything that
is not as it must be, and nothing if all is well.
"""

import email
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from uuid import UUID

from django.db.models import Count, F, Q

from review_queue.assigning.queries.demand import items_in_need
from review_queue.audit.queries.faults import faults
from review_queue.audit.queries.seal_chain import newest_seal, unsealed
from review_queue.models import Agreement, Assignment, Event, Item, ItemUserPermission, Mail, Reviewer, Work
from review_queue.rules.transitions import ACTIVE, HOLDS_SLOT, AssignmentState, ItemState
from review_queue.work.models import work_id

# Slots that somebody holds, for each state of an item; without an entry, none.
HELD: dict[str, list[set[int]]] = {
    ItemState.CLEARED: [set(), {1}, {2}],
    ItemState.ASSIGNED: [{1, 2}],
    ItemState.DISPUTED: [{1, 2}],
    ItemState.ADJUDICATING: [{1, 2, 3}],
    ItemState.DECIDED: [{1, 2}, {1, 2, 3}],
}
# States that an item reaches by a comparison.
BEYOND = frozenset({ItemState.DISPUTED, ItemState.ADJUDICATING, ItemState.DECIDED})
ENDS: dict[str, Event.Kind] = {
    AssignmentState.SUBMITTED: Event.Kind.SUBMITTED,
    AssignmentState.DECLINED: Event.Kind.DECLINED,
    AssignmentState.RECUSED: Event.Kind.RECUSED,
    AssignmentState.EXPIRED: Event.Kind.EXPIRED,
}
BETWEEN_LETTERS = "-" * 79


@dataclass(frozen=True, slots=True)
class Known:
    """What the database alone does not tell: `barred` are pairs of an item and a user, kept because the bars
    of a decided item are deleted; `acknowledged` are codes of assignments whose submission was confirmed."""

    barred: Collection[tuple[UUID, int]] = ()
    acknowledged: Collection[str] = ()
    mailbox: Path | None = None


def breaches(known: Known | None = None, *, settled: bool = True) -> list[str]:
    """Everything that is wrong. `settled`: nothing is owed any more, so every slot is filled, every piece of
    work is done, every letter is sent and every event is sealed."""
    known = known or Known()
    always = (_slots(), _twice(), _barred(known), _lost(known), _outcomes(), _trail(), _access(), _room())
    in_the_end = (_open(), _compared(), _owed(), _letters(known.mailbox), _unsealed()) if settled else ()
    return list(chain(*always, faults(), *in_the_end))


def _slots() -> Iterator[str]:
    """Never more than a pair and a third, and exactly those that the item's state says."""
    held: defaultdict[UUID, list[int]] = defaultdict(list)
    holding = Assignment.objects.filter(state__in=[state.value for state in HOLDS_SLOT])
    for item, slot in holding.values_list("item_id", "slot"):
        held[item].append(slot)
    for pk, code, state in Item.objects.values_list("pk", "code", "state"):
        if len(held[pk]) != len(set(held[pk])) or set(held[pk]) not in HELD.get(state, [set()]):
            yield f"{code} is {state} with the slots {sorted(held[pk])}"


def _twice() -> Iterator[str]:
    asked = Assignment.objects.values("item__code", "reviewer__user").annotate(times=Count("pk")).order_by()
    for one in asked.filter(times__gt=1):
        yield f"user {one['reviewer__user']} was asked {one['times']} times for {one['item__code']}"


def _barred(known: Known) -> Iterator[str]:
    """Whoever is barred, and whoever cleared the text, was never asked."""
    barred = set(known.barred)
    asked = Assignment.objects.values_list("item_id", "reviewer__user_id", "item__cleared_by", "item__code")
    for item, user, clearer, code in asked:
        if (item, user) in barred or user == clearer:
            yield f"user {user} was asked for {code} in spite of a bar"
    now = Assignment.objects.filter(state__in=ACTIVE, item__barred_users__user=F("reviewer__user"))
    for code in now.values_list("item__code", flat=True):
        yield f"{code} is with somebody who is barred now"


def _lost(known: Known) -> Iterator[str]:
    """A submission that was confirmed is there, complete."""
    criteria = Count("review__marks", filter=Q(review__marks__level__isnull=False))
    found = Assignment.objects.filter(code__in=known.acknowledged).annotate(marked=criteria)
    whole = {
        one.code
        for one in found.select_related("review", "item__round__rubric")
        if one.state == AssignmentState.SUBMITTED
        and one.review.submitted_at
        and one.review.feedback
        and one.marked == one.item.round.rubric.criteria.count()
    }
    for code in sorted(set(known.acknowledged) - whole):
        yield f"the submission of {code} was confirmed and is not there"


def _outcomes() -> Iterator[str]:
    """Compared: both reviews in, and once. Decided: one verdict, and said so once."""
    for state, code, reviews, comparisons in _comparisons():
        if comparisons > int(reviews == 2) or (not comparisons and state in BEYOND):
            yield f"{code} has {reviews} reviews and {comparisons} comparisons"
    said = Count("events", filter=Q(events__kind=Event.Kind.DECIDED))
    for item in Item.objects.annotate(said=said).select_related("verdict"):
        is_decided = item.state == ItemState.DECIDED
        if (item.said, hasattr(item, "verdict")) != (int(is_decided), is_decided):
            yield f"{item.code} is {item.state} and was said to be decided {item.said} times"


def _compared() -> Iterator[str]:
    """No pair waits to be compared."""
    for _, code, reviews, comparisons in _comparisons():
        if reviews == 2 and not comparisons:
            yield f"{code} has {reviews} reviews and no comparison"


def _comparisons() -> Iterator[tuple[str, str, int, int]]:
    """State, code, submitted reviews of the pair and comparisons of them, of each item."""
    pairs = Agreement.objects.filter(first__state="submitted", second__state="submitted")
    compared = dict(pairs.values_list("item").annotate(Count("pk")).order_by())
    submitted = Count("assignments", filter=Q(assignments__state="submitted", assignments__slot__lte=2))
    items = Item.objects.annotate(reviews=submitted).values_list("pk", "state", "code", "reviews")
    for pk, state, code, reviews in items:
        yield state, code, reviews, compared.get(pk, 0)


def _trail() -> Iterator[str]:
    """One event for each offer and one for each end."""
    counted = Counter(Event.objects.exclude(assignment=None).values_list("assignment_id", "kind"))
    for pk, code, state in Assignment.objects.values_list("pk", "code", "state"):
        expected = [Event.Kind.OFFERED, *([ENDS[state]] if state in ENDS else [])]
        for kind in expected:
            if counted[pk, kind] != 1:
                yield f"{code} is {state} and has {counted[pk, kind]} events “{kind}”"


def _access() -> Iterator[str]:
    """Guardian's rows are the open assignments, both ways, and none is there twice."""
    rows = Counter(ItemUserPermission.objects.values_list("user_id", "content_object_id"))
    held = Counter(Assignment.objects.filter(state__in=ACTIVE).values_list("reviewer__user_id", "item_id"))
    for user, item in (rows - held) | (held - rows):
        yield f"user {user}, item {item}: rows of access {rows[user, item]}, assignments {held[user, item]}"


def _room() -> Iterator[str]:
    held = Count("assignments", filter=Q(assignments__state__in=ACTIVE))
    for one in Reviewer.objects.annotate(held=held).filter(held__gt=F("capacity")):
        yield f"{one} holds {one.held} and has room for {one.capacity}"


def _open() -> Iterator[str]:
    for code, state in items_in_need().values_list("code", "state"):
        yield f"{code} is {state} and still needs a reviewer"


def _owed() -> Iterator[str]:
    for one in Work.objects.exclude(state=Work.State.DONE):
        yield f"{one} is {one.state} ({one.trouble})"


def _letters(mailbox: Path | None) -> Iterator[str]:
    """One row for each event and recipient, sent; what was sent twice was sent under one Message-ID."""
    letters = list(Mail.objects.all())
    for letter in letters:
        if letter.sent_at is None:
            yield f"{letter} was not sent"
        if not Work.objects.filter(pk=work_id("review_queue.deliver_mail", str(letter.pk))).exists():
            yield f"nobody owes the sending of {letter}"
    offers = [letter for letter in letters if letter.event_key.startswith("offer:")]
    for code in Assignment.objects.values_list("code", flat=True):
        told = sum(code in letter.body for letter in offers)
        if told > 1:
            yield f"{told} letters offer {code}"
    if mailbox is not None:
        yield from _sent(mailbox, {letter.message_id: letter for letter in letters})


def _sent(mailbox: Path, letters: dict[str, Mail]) -> Iterator[str]:
    parts = (part for file in mailbox.glob("*") for part in file.read_text().split(BETWEEN_LETTERS))
    messages = [email.message_from_string(part.strip()) for part in parts if part.strip()]
    for message in messages:
        letter = letters.get(message["Message-ID"])
        if letter is None or (message["To"], message["Subject"]) != (letter.to, letter.subject):
            yield f"a message to {message['To']} has no letter of its Message-ID"
    for missing in letters.keys() - {message["Message-ID"] for message in messages}:
        yield f"{letters[missing]} says it was sent and was not"


def _unsealed() -> Iterator[str]:
    left = unsealed(newest_seal())
    if left:
        yield f"{left} events are not sealed"
