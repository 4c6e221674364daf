"""Everything that is not as it was sealed: in the chain, and in the rows that results depend on."""

from collections.abc import Callable, Iterator
from itertools import islice
from uuid import UUID

from review_queue.models import (
    AnchorCopy,
    AuditGrant,
    BackReading,
    BackReadingSample,
    Calibration,
    CorrectiveAction,
    Event,
    Item,
    Round,
    Training,
)
from review_queue.statements.subjects import Subject

from .missing_events import missing_events
from .seal_chain import breaks
from .stated import Stated, stated_about, stated_about_rounds, stated_about_trainings

AT_ONCE = 400


def faults() -> Iterator[str]:
    """A sentence for each; nothing if all is as it was sealed. The time grows with all there is, memory does
    not."""
    yield from breaks()
    yield from changed_rows()


def changed_rows() -> Iterator[str]:
    """The same of the rows alone."""
    keys = Item.every.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=AT_ONCE)
    while some := tuple(islice(keys, AT_ONCE)):
        yield from changed_about(some)
    yield from changed_of_rounds()
    yield from lost_rows()


def changed_of_rounds() -> Iterator[str]:
    """The same of what is stated about rounds as a whole, and about trainings. A fixed number of queries, and
    as many more if something was found."""
    yield from _found_twice(_changed_of_rounds)


def _changed_of_rounds() -> Iterator[str]:
    stated = stated_about_rounds(list(Round.objects.values_list("pk", flat=True)))
    yield from (_sentence(one) for one in stated if one.newest and not one.holds)
    known = {one.key for one in stated if one.subject is Subject.CORRECTION}
    rows = CorrectiveAction.objects.filter(item=None).exclude(pk__in=known)
    for pk in rows.values_list("pk", flat=True):
        yield f"Corrective action {pk} has no event."
    given = {one.key for one in stated if one.subject is Subject.AUDIT}
    grants = AuditGrant.objects.exclude(pk__in=given)
    for pk in grants.values_list("pk", flat=True):
        yield f"Audit {pk} has no event."
    trained = stated_about_trainings()
    yield from (_sentence(one) for one in trained if one.newest and not one.holds)
    for pk in Training.objects.exclude(pk__in={one.key for one in trained}).values_list("pk", flat=True):
        yield f"Training {pk} has no event."


def lost_rows() -> Iterator[str]:
    """What belongs to no item any more."""
    lost = Event.objects.filter(item__isnull=False).exclude(item__in=Item.every.all())
    for number in lost.values_list("pk", flat=True):
        yield f"Event {number} is about an answer that is not there."
    empty = Calibration.objects.exclude(
        pk__in=AnchorCopy.objects.filter(calibration__gt=0).values("calibration")
    )
    for number in empty.values_list("pk", flat=True):
        yield f"Calibration {number} has no texts."
    unread = BackReadingSample.objects.exclude(pk__in=BackReading.objects.values("sample"))
    for number in unread.values_list("pk", flat=True):
        yield f"Sample {number} of answers to be read again has none."


def changed_about(about: tuple[UUID, ...]) -> Iterator[str]:
    """The same of these items. A fixed number of queries, and as many more if something was found."""
    yield from _found_twice(lambda: _changed(about))


def _found_twice(look: Callable[[], Iterator[str]]) -> Iterator[str]:
    """What only looked so because somebody was at work meanwhile is not found again."""
    if found := list(look()):
        still = set(look())
        yield from (sentence for sentence in found if sentence in still)


def _changed(about: tuple[UUID, ...]) -> Iterator[str]:
    stated = stated_about(about)
    yield from (_sentence(one) for one in stated if one.newest and not one.holds)
    yield from missing_events(about, stated)


_THINGS = {
    Subject.ITEM: "what it is, or who is barred from it,",
    Subject.RELEASE: "the text that was released",
    Subject.ASSIGNMENT: "assignment{}",
    Subject.REVIEW: "the review of assignment{}",
    Subject.COMPARISON: "comparison{} of its reviews",
    Subject.VERDICT: "its verdict",
    Subject.CALIBRATION: "calibration{}, to which it belongs,",
    Subject.UNBLINDING: "unblinding{}",
    Subject.INTERVENTION: "intervention{} of a chief reviewer",
    Subject.BACK_READING: "back-reading{}, or how it was drawn,",
    Subject.CORRECTION: "corrective action{}",
    Subject.TRAINING: "training{}",
    Subject.AUDIT: "audit{}, to whom the pack is open and until when,",
}
"""Each with a place for its number: of some that are gone it is not known."""


def _sentence(one: Stated) -> str:
    happened = f"event {one.event.pk}, “{one.event.kind}”"
    thing = _THINGS[one.subject].format("" if one.key is None else f" {one.key}")
    what = "is gone since" if one.statement is None else "is not what was sealed by"
    return f"Answer {one.answer}: {thing} {what} {happened}."
