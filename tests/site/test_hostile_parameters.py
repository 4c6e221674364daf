"""No parameter of any address makes a fault: each list and form, with values that nobody would type."""

from collections.abc import Mapping
from urllib.parse import quote

import pytest
from django.test import Client

from tests.cast import Cast
from tests.site import access
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


@pytest.mark.parametrize("value", VALUES)
def test_no_value_of_a_parameter_is_a_fault(
    value: str,
    cast: Cast,  # noqa: F811
    samples: Mapping[str, Mapping[str, object]],  # noqa: F811
):
    query = "&".join(f"{name}={value}" for name in NAMES)
    faults = []
    for role in ROLES:
        client = Client(raise_request_exception=False)
        if user := user_of(cast, role):
            client.force_login(user)
        for route in _read_by(role):
            path = access.path_of(route, samples)
            answer = client.get(f"{path}?{query}")
            if answer.streaming:
                list(answer)  # closes the file
            if answer.status_code >= 500:
                faults.append((role, path))
    assert faults == []


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
    answers = {value: client.get(f"/{route}?{name}={value}").status_code for value in VALUES}
    assert max(answers.values()) < 500, answers


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
