"""No parameter of any address makes a fault: each list and form, with values that nobody would type."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from urllib.parse import quote

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory

from tests.cast import Cast
from tests.site import access
from tests.site.parameters import ALL, noted
from tests.site.test_access_matrix import broker, cast, samples, shared_cast, user_of  # noqa: F401

pytestmark = [pytest.mark.long, pytest.mark.django_db]

_NAMES = """
    p page limit offset q search query ordering order state status type credential late waiting locale
    collection_id tag tags fields id ids next root_page_id page_type child_of descendant_of ancestor_of slug
    listed uuid code submitted_at date_from date_to timestamp_from user action format export site
"""
NAMES = tuple(_NAMES.split())
VALUES = ("", "%00", "%22", "9" * 30, "-1", "%F0%9F", "2026-02-31")
ROLES = ("anonymous", "applicant", "coordinator", "chief", "superuser")
NEVER = ("admin/failwhale/",)


def faults(client: Client, path: str, names: Sequence[str] = NAMES) -> list[str]:
    """The values that make a fault.

    Whether one does is asked with each value where a parameter is looked at. Where the first passes unseen,
    by its name as with all of its query, no other can make a difference.
    """
    faulty = []
    for value in VALUES:
        with noted() as seen:
            answer = client.get(f"{path}?{'&'.join(f'{name}={value}' for name in names)}")
            if answer.streaming:
                list(answer)  # closes the file
        if answer.status_code >= 500:
            faulty.append(value)
        if not seen & {ALL, *names}:
            break
    return faulty


@pytest.mark.parametrize("role", ROLES)
def test_no_value_of_a_parameter_is_a_fault(
    role: str,
    cast: Cast,  # noqa: F811
    samples: Mapping[str, Mapping[str, object]],  # noqa: F811
):
    client = Client(raise_request_exception=False)
    if user := user_of(cast, role):
        client.force_login(user)
    paths = [access.path_of(route, samples) for route in _read_by(role)]
    assert {path: values for path in paths if (values := faults(client, path))} == {}


SEARCHED = (
    "api/v3-preview/pages/",
    "api/v3-preview/registry/",
    "admin/endorsement/applications/",
    "admin/endorsement/endorsements/",
)


@pytest.mark.parametrize("route", SEARCHED)
@pytest.mark.parametrize("name", NAMES)
def test_no_parameter_alone_is_a_fault(route: str, name: str, cast: Cast):  # noqa: F811
    client = Client(raise_request_exception=False)
    client.force_login(cast.coordinator)
    assert faults(client, f"/{route}", [name]) == []


def test_what_is_looked_at_is_noted(rf: RequestFactory):
    """One by one, in a list, by whether it is there; and everything, for whoever takes the query whole."""
    takings: dict[str, Callable[[HttpRequest], object]] = {
        "p": lambda request: request.GET["p"],
        "q": lambda request: request.GET.get("q", ""),
        "id": lambda request: request.GET.getlist("id"),
        "next": lambda request: "next" in request.GET,
    }
    wholes: list[Callable[[HttpRequest], object]] = [
        lambda request: dict(request.GET),
        lambda request: {**request.GET},
        lambda request: request.GET.copy(),
        lambda request: copy(request.GET),
        lambda request: request.GET.dict(),
        lambda request: list(request.GET.items()),
        lambda request: list(request.GET.lists()),
        lambda request: request.GET.urlencode(),
        lambda request: bool(request.GET),
        lambda request: request.get_full_path(),
        lambda request: request.build_absolute_uri(),
    ]
    for name, take in [*takings.items(), *((ALL, whole) for whole in wholes)]:
        with noted() as seen:
            take(rf.get("/?p=1&q=2&id=3&next=4"))
        assert seen >= {name}
        assert name == ALL or seen == {name}
    with noted() as seen:
        assert rf.get("/?p=1").path == "/"
    assert seen == set()


def _read_by(role: str) -> list[str]:
    """The pages of this role that no role before it reads."""
    before = ROLES[: ROLES.index(role)]
    return [
        route
        for route, answers in access.table().items()
        if answers[role] == "200"
        and access.method_of(route) == "get"
        and not any(answers[one] == "200" for one in before)
        and route not in NEVER
    ]


def test_the_sweep_reaches_the_site():
    assert sum(len(_read_by(role)) for role in ROLES) > 150
    assert quote('"') in VALUES
