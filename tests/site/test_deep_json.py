"""A body that nests without end is refused, and a fault of ours is still one."""

from json import loads

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from association.deep_json import DeepJsonMiddleware

DEEP = "[" * 100_000 + "]" * 100_000
ADDRESSES = [
    "/_allauth/app/v1/auth/login",
    "/_allauth/app/v1/auth/signup",
    "/_allauth/app/v1/auth/password/request",
]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_is_a_bad_request(address: str):
    answer = Client(raise_request_exception=False).post(address, DEEP, content_type="application/json")
    assert answer.status_code == 400


def test_what_can_be_read_still_is():
    body = '{"email": "nobody@example.org", "password": "wrong one"}'
    answer = Client().post(ADDRESSES[0], body, content_type="application/json")
    assert (answer.status_code, answer.json()["errors"][0]["param"]) == (400, "password")


def without_end(request: HttpRequest) -> HttpResponse:
    return without_end(request)


def test_recursion_of_our_own_is_not_hidden():
    guard = DeepJsonMiddleware(HttpResponse)
    errors = []
    for fault in (lambda: without_end(HttpRequest()), lambda: loads(DEEP)):
        with pytest.raises(RecursionError) as caught:
            fault()
        errors.append(caught.value)
    assert guard.process_exception(HttpRequest(), ValueError()) is None
    assert guard.process_exception(HttpRequest(), errors[0]) is None
    answer = guard.process_exception(HttpRequest(), errors[1])
    assert answer is not None
    assert answer.status_code == 400
