"""The page for who may not in."""

import pytest
from django.test import Client

from tests.cast import make_cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "places"),
    [
        ("reviewer_a", ["/review/"]),
        ("clearer", ["/review/staff/"]),
        ("chief", ["/review/staff/"]),
        ("applicant", ["/apply/"]),
    ],
)
def test_who_may_not_in_is_sent_where_their_work_is(client: Client, role: str, places: list[str]):
    person = getattr(make_cast(), role)
    client.force_login(person.user if role == "applicant" else person)
    answer = client.get("/admin/pages/")
    main = answer.text.split("<main")[1]
    links = {
        path for path in ("/review/", "/review/staff/", "/apply/", "/admin/") if f'href="{path}"' in main
    }
    assert (answer.status_code, links) == (403, set(places))
    for path in places:
        assert client.get(path).status_code == 200
