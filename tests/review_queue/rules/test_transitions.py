import pytest

from review_queue.rules.transitions import (
    ACTIVE,
    CLOSED,
    HOLDS_SLOT,
    MOVES_OF_ASSIGNMENT,
    MOVES_OF_ITEM,
    AssignmentState,
    ItemState,
    may_move,
)


def test_every_state_has_a_row():
    assert set(MOVES_OF_ITEM) == set(ItemState)
    assert set(MOVES_OF_ASSIGNMENT) == set(AssignmentState)


@pytest.mark.parametrize(
    ("now", "to", "allowed"),
    [
        ("received", ItemState.CLEARED, True),
        ("received", ItemState.ASSIGNED, False),  # nobody reviews an uncleared item
        ("received", ItemState.RETURNED, True),
        ("assigned", ItemState.RETURNED, False),
        ("assigned", ItemState.RECEIVED, True),
        ("assigned", ItemState.DECIDED, False),
        ("scored", ItemState.DISPUTED, True),
        ("disputed", ItemState.DECIDED, False),
        ("adjudicating", ItemState.DECIDED, True),
        ("decided", ItemState.WITHDRAWN, False),
        ("offered", AssignmentState.SUBMITTED, False),
        ("accepted", AssignmentState.SUBMITTED, True),
        ("accepted", AssignmentState.DECLINED, False),
        ("submitted", AssignmentState.REVOKED, True),
        ("submitted", AssignmentState.ACCEPTED, False),
        ("recused", AssignmentState.ACCEPTED, False),
    ],
)
def test_moves(now, to, allowed):
    assert may_move(now, to) is allowed


def test_closed_items_stay_closed():
    assert {ItemState.DECIDED, ItemState.RETURNED, ItemState.WITHDRAWN} == CLOSED


def test_every_open_item_can_be_withdrawn():
    stuck = [state for state in set(ItemState) - CLOSED if not may_move(state, ItemState.WITHDRAWN)]
    assert stuck == []


def test_whoever_holds_a_slot_is_active_or_done():
    assert {AssignmentState.SUBMITTED} == HOLDS_SLOT - ACTIVE
