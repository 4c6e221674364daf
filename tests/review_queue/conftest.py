"""A reviewer with an accepted answer, signed in."""

from types import SimpleNamespace

import pytest
from django.test import Client

from review_queue.models import PoolRole
from review_queue.templatetags.keeping import writer
from tests.factories import reviews


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def without_writer(page: str, user) -> str:
    """A page without the key under which this account's browser keeps what was typed.

    No other key is taken out: one that told of the work, and not of the account alone, stays and is seen.
    """
    return page.replace(f'data-writer="{writer({"request": SimpleNamespace(user=user)})}"', "data-writer")


@pytest.fixture
def pair():
    """Two assignments of one item, both offered."""
    text = "I am Leilani.\n\nI would wait. <b>Wait</b>"
    return reviews.make_assigned(
        sections=[{"code": "q1", "prompt": "What would you do?", "text": text}],
        identifiers=[{"kind": "given_name", "value": "Leilani"}],
    )[1]


@pytest.fixture
def offered(pair):
    return pair[0]


@pytest.fixture
def own(pair):
    return reviews.accept_offer(pair[0])


@pytest.fixture
def reviewer(pair):
    return signed_in(pair[0].reviewer.user)


@pytest.fixture
def other(pair):
    return signed_in(pair[1].reviewer.user)


@pytest.fixture
def clearer():
    return signed_in(reviews.make_staff(PoolRole.Role.CLEARER))


@pytest.fixture
def chief():
    return signed_in(reviews.make_staff(PoolRole.Role.CHIEF))


@pytest.fixture
def outsider():
    return signed_in(reviews.make_account())


@pytest.fixture
def superuser():
    user = reviews.make_account()
    user.is_superuser = user.is_staff = True
    user.save()
    return signed_in(user)
