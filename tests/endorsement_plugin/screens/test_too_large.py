"""More than is taken at once: words in place of a bare 400, for people, scripts and programs."""

import json

import pytest

from endorsement_plugin.models import StepDraft
from tests.factories.applications import make_application
from tests.factories.sittings import make_sitting

pytestmark = pytest.mark.django_db

PASTED = "x" * 3_000_000


@pytest.fixture
def step(client, db):
    application = make_application()
    client.force_login(application.person.user)
    return f"/apply/{application.pk}/steps/practice/"


@pytest.mark.parametrize(
    "sent", [{"story": PASTED}, {f"field{n}": "x" for n in range(10_001)}], ids=["text", "fields"]
)
def test_a_person_reads_what_to_do(client, step, sent):
    answer = client.post(step, {"revision": "1", **sent})
    html = answer.content.decode()
    assert answer.status_code == 413
    assert "Nothing was saved" in html
    assert "2.5\xa0MB" in html
    assert "Go back" in html
    assert not StepDraft.objects.exists()


def test_the_page_that_saves_itself_gets_words(client, step):
    answer = client.post(step, {"revision": "1", "story": PASTED}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")
    assert answer.json()["message"] == "This is more than we take at once, which is 2.5\xa0MB of text."
    assert answer.json()["detail"].startswith("Nothing was saved. This is more")


def test_an_exam_too(client):
    sitting = make_sitting("open")
    client.force_login(sitting.application.person.user)
    answer = client.post(
        f"/exam/{sitting.pk}/answers/", {"first": PASTED}, headers={"Accept": "application/json"}
    )
    assert (answer.status_code, answer.json()["status"]) == (413, 413)


def test_a_program_gets_a_problem(client, step):
    place = step.replace("/apply/", "/api/v3-preview/applications/")
    body = json.dumps({"answers": {"story": PASTED}})
    answer = client.patch(place, body, content_type="application/json", headers={"If-Match": "*"})
    assert answer.status_code == 413
    assert answer.json()["type"] == "urn:endorsement:problem:too-large"


def test_any_other_bad_request_stays_one(client, step):
    assert client.get(step, headers={"Host": "not a host"}).status_code == 400
