"""Every state of an item and of an assignment, and the only moves between them.

Pure: no ORM, no clock. `MOVES_OF_ITEM` and `MOVES_OF_ASSIGNMENT` are the whole truth; actions ask
`may_move` before they write and refuse when it says no.
"""

from collections.abc import Mapping
from enum import StrEnum


class ItemState(StrEnum):
    RECEIVED = "received"
    CLEARED = "cleared"
    ASSIGNED = "assigned"
    SCORED = "scored"
    DISPUTED = "disputed"
    ADJUDICATING = "adjudicating"
    DECIDED = "decided"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class AssignmentState(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    SUBMITTED = "submitted"
    DECLINED = "declined"
    RECUSED = "recused"
    EXPIRED = "expired"
    REVOKED = "revoked"


# A reviewer who steps back reopens a slot: assigned -> cleared, adjudicating -> disputed.
MOVES_OF_ITEM: Mapping[ItemState, frozenset[ItemState]] = {
    ItemState.RECEIVED: frozenset({ItemState.CLEARED, ItemState.RETURNED, ItemState.WITHDRAWN}),
    ItemState.CLEARED: frozenset(
        {ItemState.ASSIGNED, ItemState.RECEIVED, ItemState.RETURNED, ItemState.WITHDRAWN}
    ),
    ItemState.ASSIGNED: frozenset(
        {ItemState.SCORED, ItemState.CLEARED, ItemState.RECEIVED, ItemState.WITHDRAWN}
    ),
    ItemState.SCORED: frozenset({ItemState.DECIDED, ItemState.DISPUTED, ItemState.WITHDRAWN}),
    ItemState.DISPUTED: frozenset(
        {ItemState.ADJUDICATING, ItemState.RECEIVED, ItemState.RETURNED, ItemState.WITHDRAWN}
    ),
    ItemState.ADJUDICATING: frozenset(
        {ItemState.DECIDED, ItemState.DISPUTED, ItemState.RECEIVED, ItemState.WITHDRAWN}
    ),
    ItemState.DECIDED: frozenset(),
    ItemState.RETURNED: frozenset(),
    ItemState.WITHDRAWN: frozenset(),
}

# A submitted review is set aside only when its text should not have been released.
MOVES_OF_ASSIGNMENT: Mapping[AssignmentState, frozenset[AssignmentState]] = {
    AssignmentState.OFFERED: frozenset(
        {
            AssignmentState.ACCEPTED,
            AssignmentState.DECLINED,
            AssignmentState.EXPIRED,
            AssignmentState.REVOKED,
        }
    ),
    AssignmentState.ACCEPTED: frozenset(
        {
            AssignmentState.SUBMITTED,
            AssignmentState.RECUSED,
            AssignmentState.EXPIRED,
            AssignmentState.REVOKED,
        }
    ),
    AssignmentState.SUBMITTED: frozenset({AssignmentState.REVOKED}),
    AssignmentState.DECLINED: frozenset(),
    AssignmentState.RECUSED: frozenset(),
    AssignmentState.EXPIRED: frozenset(),
    AssignmentState.REVOKED: frozenset(),
}

ACTIVE = frozenset({AssignmentState.OFFERED, AssignmentState.ACCEPTED})
HOLDS_SLOT = ACTIVE | {AssignmentState.SUBMITTED}
IN_NEED = frozenset({ItemState.CLEARED, ItemState.DISPUTED})
"""A place is open: of the pair, or the third."""
UNFINISHED = frozenset({ItemState.RETURNED, ItemState.WITHDRAWN})
"""Closed without a result."""
CLOSED = frozenset(state for state, moves in MOVES_OF_ITEM.items() if not moves)


def may_move(now: str, to: StrEnum) -> bool:
    """True when an item, or an assignment, in the state `now` may go to `to`."""
    if isinstance(to, ItemState):
        return to in MOVES_OF_ITEM[ItemState(now)]
    return to in MOVES_OF_ASSIGNMENT[AssignmentState(now)]
