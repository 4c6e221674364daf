"""A referee's client: the token of the mail in a header, no account."""

import pytest

from endorsement_plugin.models import Reference
from tests.cast import give_referee_link
from tests.endorsement_plugin.api.headless import PROBLEM, App, codes
from tests.factories.applications import make_application


@pytest.fixture
def referee(db):
    _, path = give_referee_link(make_application(state="submitted"))
    return App(**{"X-Reference-Token": path.rstrip("/").rsplit("/", 1)[1]})


def test_reading_changes_nothing(referee):
    answer = referee.get("/reference/")
    body = answer.json()
    assert (body["applicant"], answer["ETag"]) == ("Ina Applicant", '"1"')
    assert body["answers"] == {"warmth": None, "reflection": None, "comment": None}
    assert "no-store" in answer["Cache-Control"]
    assert Reference.objects.get().state == "sent"


def test_saving_then_submitting(referee):
    saved = referee.patch("/reference/", {"answers": {"warmth": "4"}}, If_Match='"1"')
    assert (saved.status_code, saved["ETag"], saved.json()["answers"]["warmth"]) == (200, '"2"', "4")
    assert Reference.objects.get().state == "opened"
    assert referee.patch("/reference/", {"answers": {"warmth": "1"}}, If_Match='"1"').status_code == 412
    missing = referee.post("/reference/actions/submit/", {"answers": {}})
    assert (missing.status_code, codes(missing)) == (422, [("required", ["reflection"])])
    done = referee.post("/reference/actions/submit/", {"answers": {"reflection": "unknown"}})
    assert done.json() == {"state": "received"}
    answers = Reference.objects.get().answers
    assert (answers.get(name="warmth").value, answers.get(name="reflection").value) == ("4", "unknown")
    gone = referee.get("/reference/")
    assert (gone.status_code, gone["Content-Type"]) == (410, PROBLEM)


def test_declining(referee):
    assert referee.post("/reference/actions/decline/", {"reason": "x" * 2001}).status_code == 422
    assert referee.post("/reference/actions/decline/", {"reason": "No time"}).json() == {"state": "declined"}
    assert Reference.objects.get().decline_reason == "No time"
    assert referee.post("/reference/actions/decline/", {}).status_code == 410


@pytest.mark.parametrize(("token", "status"), [("", 401), ("made-up", 410)])
def test_without_the_token(referee, token, status):
    stranger = App(**({"X-Reference-Token": token} if token else {}))
    assert stranger.get("/reference/").status_code == status
    assert stranger.patch("/reference/", {"answers": {}}, If_Match='"1"').status_code == status
    assert Reference.objects.get().state == "sent"


def test_an_applicants_token_opens_no_reference(referee, api):
    assert api.get("/reference/").status_code == 401


def test_a_referees_token_opens_nothing_else(referee):
    assert referee.get("/applications/").status_code == 401
