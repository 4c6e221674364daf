"""A chief reviewer, signed in, and a small round whose figures can be worked out by hand."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from review_queue.models import PoolRole, Reviewer, Round
from tests.factories import reviews
from tests.factories.scored import make_decided
from tests.review_queue.conftest import signed_in


@pytest.fixture
def leader(db) -> User:
    return reviews.make_staff(PoolRole.Role.CHIEF, first_name="Charles", last_name="Chief")


@pytest.fixture
def chief(leader) -> Client:
    return signed_in(leader)


@pytest.fixture
def people(db) -> list[Reviewer]:
    """Ada, Ben and Cleo."""
    names = (("Ada", "Example"), ("Ben", "Example"), ("Cleo", "Example"))
    return [
        reviews.make_reviewer(user=reviews.make_account(first_name=first, last_name=last))
        for first, last in names
    ]


@pytest.fixture
def scored_in(people) -> Round:
    """Two criteria of 0 to 3 points, pass mark 70 %. Ben is one point above Ada on one criterion, once."""
    found = reviews.make_round()
    ada, ben, cleo = people
    make_decided(found, [ada, ben], [(3, 3), (3, 3)])
    make_decided(found, [ada, ben], [(1, 0), (1, 1)])
    make_decided(found, [ben, ada, cleo], [(3, 2), (0, 2), (2, 2)])
    return found
