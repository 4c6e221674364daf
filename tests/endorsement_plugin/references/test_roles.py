"""The roles that requirements count referees by are offered where a referee is named."""

import pytest

from tests.endorsement_plugin.api.headless import codes, signed_in
from tests.factories.applications import make_application
from tests.factories.credentials import make_requirements
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db

SLOTS = [{"roles": [{"value": role, "label": role}]} for role in ("Current supervisor", "Colleague")]
DEMANDS = [{"id": "r", "kind": "references", "count": 2, "slots": SLOTS}]
REFEREE = {"name": "Rosa Raised", "email": "rosa@example.org"}


@pytest.fixture
def application(client):
    row = make_application()
    form = row.form_version.definition
    (asked,) = [one for step in form["steps"] for one in step["fields"] if one["type"] == "references"]
    asked["slots"][0]["role"] = ""
    row.form_version.save()
    row.requirement_set = make_requirements(row.credential, DEMANDS)
    row.save()
    client.force_login(row.person.user)
    return row


@pytest.mark.parametrize(("role", "status"), [("Colleague", 302), ("Best friend", 422), ("", 422)])
def test_an_applicant_chooses_one_of_them(client, application, role, status):
    place = f"/apply/{application.pk}/referees/1/"
    assert "Current supervisor" in client.get(place).content.decode()
    assert client.post(place, REFEREE | {"role": role}).status_code == status
    assert application.references.count() == (status == 302)


def test_a_program_chooses_one_of_them(application):
    api = signed_in(application.person.email, PASSWORD)
    path = f"/applications/{application.pk}/references/"
    assert codes(api.post(path, REFEREE | {"slot": 1, "role": "Best friend"})) == [
        ("invalid_choice", ["references", "role"])
    ]
    assert api.post(path, REFEREE | {"slot": 1, "role": "Colleague"}).status_code == 201
