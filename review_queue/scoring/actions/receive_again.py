"""Give an answer back to the clearers, whatever its reviewers have done with it."""

from review_queue.items.actions.revoke import revoke_all
from review_queue.models import Event, Item, PageLook
from review_queue.record import move, record
from review_queue.rules.transitions import ItemState
from review_queue.work.asking import ask

from .end_work import end_with


def close_to_reviewers(item: Item) -> None:
    """End all work on a locked item at once; what was handed in is set aside, drafts are seen by nobody.

    Anchors that others hold end with it: what ends for two alone shows that they shared it.
    """
    end_with(item)
    revoke_all(item)


def forget_looks(item: Item) -> None:
    """Nobody has looked at a page of its files."""
    PageLook.objects.filter(file__section__item=item).delete()


def receive_again(item: Item) -> None:
    """The locked item waits for clearance again, as the same one: with its reference, bars and trail. Every
    page of a file must be looked at anew. Raises WrongState."""
    forget_looks(item)
    move(item, ItemState.RECEIVED)
    event = record(item, Event.Kind.RECEIVED, detail="again")
    ask("review_queue.tell_clearers", str(event.pk))
