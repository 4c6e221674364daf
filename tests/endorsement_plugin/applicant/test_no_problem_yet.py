"""A page that nobody has sent yet says of no problem."""

import pytest

from tests.cast import give_referee_link
from tests.factories.applications import add_evidence

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "place",
    [
        "steps/practice/",
        "referees/1/",
        "evidence/education/add/",
        "evidence/work/add/",
        "evidence/training/add/",
        "check/",
        "withdraw/",
    ],
)
def test_an_applicants_page(page, application, place):
    _is_calm(page.get(f"/apply/{application.pk}/{place}"))


def test_an_entry(page, application):
    entry = add_evidence(application.person)
    _is_calm(page.get(f"/apply/{application.pk}/evidence/{entry.pk}/"))


@pytest.mark.parametrize("place", ["", "check/", "decline/"])
def test_a_reference(client, place):
    reference, link = give_referee_link()
    client.post(link)
    _is_calm(client.get(f"/reference/{reference.pk}/{place}"))


def _is_calm(response):
    assert response.status_code == 200
    html = response.content.decode()
    for alarm in ("There is a problem", "error-summary", "autofocus", "<title>Error"):
        assert alarm not in html
