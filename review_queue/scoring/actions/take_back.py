"""An answer should not have been released: a clearer, or the chief reviewer, takes it back to clearing."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from review_queue.errors import AlreadyClosed, HasResult, OtherSections, WrongState
from review_queue.items.actions.take_again import replace_text
from review_queue.items.actions.take_in import Exclusions, Passage, counted
from review_queue.locks import lock_item
from review_queue.models import Event, Item
from review_queue.permissions import User, items_to_take_back
from review_queue.record import record
from review_queue.rules.transitions import CLOSED, ItemState
from review_queue.scoring.rules import TakeBackReason

from .bar import add_bars
from .receive_again import close_to_reviewers, receive_again


@transaction.atomic
def take_back(*, item: Item, reason: TakeBackReason, by: User) -> None:
    """It is closed to every reviewer at once, and waits for clearance and then for other reviewers.

    What was begun or handed in does not count, and nobody is asked for it twice. Its reference, its bars and
    its trail stay. Raises HasResult once it is decided, WrongState if it is not with reviewers.
    """
    locked = lock_item(item.pk)
    if not items_to_take_back(by).filter(pk=item.pk).exists():
        raise WrongState
    if locked.state == ItemState.DECIDED:
        raise HasResult
    if locked.state == ItemState.RECEIVED or locked.state in CLOSED:
        raise WrongState
    record(locked, Event.Kind.TAKEN_BACK, actor=by, detail=reason.value)
    close_to_reviewers(locked)
    receive_again(locked)


@transaction.atomic
def receive_anew(*, item_id: UUID, passages: Sequence[Passage], exclusions: Exclusions) -> None:
    """The same answer, masked anew by its sender, in the place of the text that the item has; wherever it
    was, it waits for clearance then. Bars are only added.

    Raises HasResult, AlreadyClosed if it was returned or withdrawn, OtherSections.
    """
    item = lock_item(item_id)
    if item.state == ItemState.DECIDED:
        raise HasResult
    if item.state in CLOSED:
        raise AlreadyClosed
    if [one.code for one in passages] != list(item.sections.values_list("code", flat=True)):
        raise OtherSections
    if item.state != ItemState.RECEIVED:
        record(item, Event.Kind.TAKEN_BACK, detail="sender")
        close_to_reviewers(item)
        receive_again(item)
    replace_text(item, passages)
    record(item, Event.Kind.REMASKED, detail=counted(passages))
    add_bars(item, exclusions)
