import datetime
from uuid import UUID

import pytest

from review_queue.rules.seals import EventRow, digest
from review_queue.verifier.sealing import START

AT = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
EVENT: EventRow = (7, UUID(int=1), None, 3, None, "offered", "slot:1", AT)
OTHERS: list[EventRow] = [
    (8, *EVENT[1:]),
    (*EVENT[:1], UUID(int=2), *EVENT[2:]),
    (*EVENT[:1], None, *EVENT[2:]),
    (*EVENT[:2], 3, None, *EVENT[4:]),
    (*EVENT[:3], None, 3, *EVENT[5:]),
    (*EVENT[:5], "offereds", "lot:1", AT),
    (*EVENT[:7], AT + datetime.timedelta(microseconds=1)),
]


def sealed(*events: EventRow, previous: str = START, number: int = 1, after: int = 0) -> str:
    return digest(previous, number=number, after=after, events=events)


def test_the_first_seal_is_as_it_always_was():
    """A release that wrote events otherwise would break every chain there is."""
    assert sealed(EVENT) == "4f092482088b776c15705c0cf765d64bd60965ccba159d54c65517837a86890f"


@pytest.mark.parametrize("other", OTHERS)
def test_every_column_is_sealed(other: EventRow):
    assert sealed(other) != sealed(EVENT)


def test_order_neighbors_and_what_came_before_are_sealed():
    two = (EVENT, OTHERS[0])
    different = {
        sealed(EVENT),
        sealed(*two),
        sealed(*reversed(two)),
        sealed(EVENT, previous="1" * 64),
        sealed(EVENT, number=2),
        sealed(EVENT, after=6),
    }
    assert len(different) == 6


def test_the_same_instant_in_another_time_zone_is_the_same():
    west = datetime.timezone(datetime.timedelta(hours=-10))
    assert sealed((*EVENT[:7], AT.astimezone(west))) == sealed(EVENT)
