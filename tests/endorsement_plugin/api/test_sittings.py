"""The exam without a browser."""

from datetime import date

import pytest

from endorsement_plugin.models import Response, Sitting
from review_queue.models import Work
from tests.endorsement_plugin.api.headless import codes
from tests.factories.applications import make_application
from tests.factories.credentials import make_credential, make_requirements
from tests.factories.sittings import EXAM, make_sitting

ANSWERS = {"first": "I would listen.", "second": "I would wait."}


def sitting_of(person, state="open", opens_on=date(2026, 4, 30)):
    credential = make_credential(code="IMHS")
    make_requirements(credential, EXAM)
    return make_sitting(
        state, application=make_application(person, credential, state="exam"), opens_on=opens_on
    )


def test_from_opening_to_handing_in(api, person):
    sitting = sitting_of(person, "scheduled")
    path = f"/sittings/{sitting.pk}/"
    closed = api.get(path).json()
    assert (closed["state"], closed["definition"], closed["answers"]) == ("scheduled", None, None)
    begun = api.post(f"{path}actions/open/")
    assert begun.json()["definition"] == sitting.paper.definition
    saved = api.patch(path, {"answers": ANSWERS}, If_Match=begun["ETag"])
    assert (saved.status_code, saved.json()["answers"]) == (200, ANSWERS)
    headers = {"If_Match": saved["ETag"], "Idempotency_Key": "hand-in"}
    done, again = (api.post(f"{path}actions/hand-in/", **headers) for _ in range(2))
    assert (done.status_code, done.json()["state"]) == (200, "handed_in")
    assert (again.json(), again["Idempotent-Replayed"]) == (done.json(), "true")
    assert done.json()["definition"] is None
    assert Response.objects.count() == 2
    assert Work.objects.filter(kind="endorsement.send_to_scoring", key=str(sitting.pk)).count() == 1


def test_a_paper_stays_shut_until_its_day(api, person):
    sitting = sitting_of(person, "scheduled", date(2999, 1, 1))
    assert api.post(f"/sittings/{sitting.pk}/actions/open/").status_code == 409
    assert api.get(f"/sittings/{sitting.pk}/").json()["definition"] is None
    body = api.get("/sittings/").json()
    assert [(one["id"], one["definition"]) for one in body["items"]] == [(str(sitting.pk), None)]


def test_nothing_is_handed_in_half(api, person):
    path = f"/sittings/{sitting_of(person).pk}/"
    saved = api.patch(path, {"answers": {"first": "I would listen."}}, If_Match='"1"')
    answer = api.post(f"{path}actions/hand-in/", If_Match=saved["ETag"])
    assert (answer.status_code, codes(answer)) == (422, [("required", ["answers", "second"])])
    assert Sitting.objects.get().state == "open"


def test_stale_and_unknown_answers(api, person):
    path = f"/sittings/{sitting_of(person).pk}/"
    api.patch(path, {"answers": ANSWERS}, If_Match='"1"')
    stale = api.patch(path, {"answers": {"first": "Other"}}, If_Match='"1"')
    assert (stale.status_code, stale.json()["revision"]) == (412, 2)
    assert stale.json()["current"]["answers"] == ANSWERS
    assert api.post(f"{path}actions/hand-in/", If_Match='"1"').status_code == 412
    assert api.patch(path, {"answers": {"third": "?"}}, If_Match='"2"').status_code == 422
    assert api.patch(path, {"answers": {"first": "?"}}).status_code == 428
    assert api.get(path).json()["answers"] == ANSWERS


@pytest.mark.parametrize("state", ["handed_in", "in_scoring", "passed", "failed"])
def test_what_was_handed_in_is_closed(api, person, state):
    path = f"/sittings/{sitting_of(person, state).pk}/"
    assert api.patch(path, {"answers": ANSWERS}, If_Match='"1"').status_code == 409
    assert api.get(path).json()["definition"] is None


def test_by_what_the_exam_is_masked(api, person):
    sitting = sitting_of(person)
    path = f"/sittings/{sitting.pk}/masking/"
    empty = api.get(path)
    assert (empty.json()["people"], empty.json()["birth_date"], empty["ETag"]) == ("", None, '"0"')
    given = {"people": "Bartleby Vane", "birth_date": "1973-05-17"}
    assert api.put(path, given).status_code == 428
    saved = api.put(path, given, If_Match='"0"')
    assert (saved.status_code, saved["ETag"], saved.json()["people"]) == (200, '"1"', "Bartleby Vane")
    assert api.put(path, {"people": "Another"}, If_Match='"0"').status_code == 412
    refused = api.put(path, {"birth_date": "2999-01-01"}, If_Match='"1"')
    assert (refused.status_code, codes(refused)) == (422, [("invalid", ["birth_date"])])
    assert api.get(path).json() == saved.json()
    Sitting.objects.update(state="handed_in")
    assert api.put(path, {}, If_Match='"1"').status_code == 409
