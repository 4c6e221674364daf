"""Small pieces of wording that several screens share."""

import datetime

from django import template

from review_queue.items.queries.alike import few_in_words
from review_queue.models import Event
from review_queue.models.reviews import flag_label
from review_queue.rules.transitions import AssignmentState, ItemState
from review_queue.stalls.rules import counted_in_words

register = template.Library()

ITEM_STATES = {
    ItemState.RECEIVED: ("Waits for clearance", "new"),
    ItemState.CLEARED: ("Needs reviewers", "attention"),
    ItemState.ASSIGNED: ("Being scored", "progress"),
    ItemState.SCORED: ("Scored", "progress"),
    ItemState.DISPUTED: ("Needs a third reviewer", "attention"),
    ItemState.ADJUDICATING: ("With a third reviewer", "progress"),
    ItemState.DECIDED: ("Decided", "done"),
    ItemState.RETURNED: ("Returned", "quiet"),
    ItemState.WITHDRAWN: ("Withdrawn", "quiet"),
}
ASSIGNMENT_STATES = {
    AssignmentState.OFFERED: ("Offered", "new"),
    AssignmentState.ACCEPTED: ("Being scored", "progress"),
    AssignmentState.SUBMITTED: ("Handed in", "done"),
    AssignmentState.DECLINED: ("Declined", "quiet"),
    AssignmentState.RECUSED: ("Stepped back", "quiet"),
    AssignmentState.EXPIRED: ("Expired", "quiet"),
    AssignmentState.REVOKED: ("Revoked", "quiet"),
}
REASONS = {
    "criterion_gap": "A criterion is too far apart",
    "total_gap": "The totals are too far apart",
    "verdict_split": "One passes and one does not",
    "flagged": "One of the two has flagged the answer",
    "unscorable": "One says that it cannot be scored, and one has scored it",
}


@register.filter
def item_state(state: str) -> str:
    """In words."""
    return ITEM_STATES[ItemState(state)][0]


@register.filter
def item_tone(state: str) -> str:
    """The badge's variant."""
    return ITEM_STATES[ItemState(state)][1]


@register.filter
def assignment_state(state: str) -> str:
    return ASSIGNMENT_STATES[AssignmentState(state)][0]


@register.filter
def assignment_tone(state: str) -> str:
    return ASSIGNMENT_STATES[AssignmentState(state)][1]


@register.filter
def event_kind(kind: str) -> str:
    return str(Event.Kind(kind).label) if kind else ""


@register.filter
def flag(code: str) -> str:
    """What a reviewer has flagged, in words."""
    return flag_label(code)


@register.filter
def few_alike(detail: str) -> str:
    """How few of a description there were, of how many there should have been."""
    return few_in_words(detail)


@register.filter
def open_place(detail: str) -> str:
    """Why a place is open, in counts."""
    return counted_in_words(detail)


@register.filter
def difference(reason: str) -> str:
    return REASONS[reason]


@register.filter
def about(seconds: float) -> str:
    """How long something took, no finer than it is known: "under a minute", "about 1 h 25 min"."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return "under a minute"
    if minutes > 10:
        minutes = 5 * round(minutes / 5)
    hours, rest = divmod(minutes, 60)
    return " ".join(["about", *([f"{hours} h"] if hours else []), *([f"{rest} min"] if rest else [])])


@register.filter
def away(due: datetime.date, today: datetime.date) -> str:
    """How far a due date is from today: "today", "tomorrow", "in 9 days", "3 days late"."""
    days = (due - today).days
    if days < 0:
        return f"{-days} day{'s' if days < -1 else ''} late"
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
