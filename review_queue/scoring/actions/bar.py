"""Keep people from an item that is in the queue already: they have learned since whose answer it is."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction

from review_queue.access import shut_to_reviewer
from review_queue.items.actions.take_in import Exclusions, knew, link
from review_queue.locks import lock_item
from review_queue.models import Assignment, BarredAgency, BarredUser, Event, Item
from review_queue.models.bars import agency_digests
from review_queue.record import move_assignment, record
from review_queue.rules.transitions import ACTIVE, CLOSED, AssignmentState
from review_queue.statements.subjects import Subject
from review_queue.work.asking import ask

from .step_back import reopen


@transaction.atomic
def bar(*, item_id: UUID, users: Iterable[int], earlier: frozenset[str] = frozenset()) -> None:
    """None of these users, nor who `knew` the earlier refs, sees the item from now on, and what they had not
    submitted goes to somebody else.

    What was submitted before was blind and stays. A closed item stays as it is, but for work on it that has
    not ended yet; barring again does nothing.
    """
    item = lock_item(item_id)
    link(item, earlier)
    present = (
        get_user_model()._default_manager.filter(pk__in={*users, *knew(earlier)}).values_list("pk", flat=True)
    )
    if item.state not in CLOSED:
        _write(item, set(present))
    for held in Assignment.objects.filter(item=item, state__in=ACTIVE, reviewer__user__in=present):
        _take_away(item, held)


def add_bars(item: Item, exclusions: Exclusions) -> None:
    """Bars of a locked, open item, beside those that are there; an event says so if any are new."""
    link(item, exclusions.earlier)
    present = get_user_model()._default_manager.filter(pk__in=exclusions.users | knew(exclusions.earlier))
    digests = {digest for name in exclusions.agencies for digest in agency_digests(name)[:1]}
    _write(item, set(present.values_list("pk", flat=True)), digests)


def _write(item: Item, users: set[int], digests: Iterable[str] = ()) -> None:
    """The bars that are not there yet, and an event if there are any."""
    people = users - set(BarredUser.objects.filter(item=item).values_list("user_id", flat=True))
    BarredUser.objects.bulk_create(BarredUser(item=item, user_id=user) for user in sorted(people))
    agencies = set(digests)
    if agencies:
        agencies -= set(BarredAgency.objects.filter(item=item).values_list("digest", flat=True))
        BarredAgency.objects.bulk_create(BarredAgency(item=item, digest=one) for one in sorted(agencies))
    if people or agencies:
        detail = f"people:{len(people)}" + (f" agencies:{len(agencies)}" if agencies else "")
        record(item, Event.Kind.BARRED, detail=detail, states=(Subject.ITEM, item.pk))


def _take_away(item: Item, assignment: Assignment) -> None:
    move_assignment(assignment, AssignmentState.REVOKED)
    shut_to_reviewer(assignment)
    reopen(item)
    event = record(item, Event.Kind.REVOKED, assignment=assignment)
    ask("review_queue.assign", str(event.pk))
