"""Starting, reading, checking, submitting, withdrawing."""

import json

import pytest

from endorsement_plugin.models import Application, Attestation
from tests.endorsement_plugin.api.headless import PROBLEM, codes
from tests.factories.applications import add_evidence, make_application
from tests.factories.credentials import make_application_form, make_credential, make_form, make_requirements
from tests.factories.definitions import attestation, definition, question, step


@pytest.fixture
def short(person):
    """An application for a form with one question and one statement, all but signed."""
    form = definition(step("one", question("agency"), attestation()))
    row = make_application(person, version=make_form(make_credential(), form))
    row.drafts.create(step="step-one", answers={"q-agency": "Harbor"}, completed=True)
    return row


def signature(row, **other):
    statement = row.form_version.definition["steps"][0]["fields"][1]
    return {
        "field": "ethics",
        "accepted": True,
        "typed_name": "Ina Applicant",
        "statement_hash": statement["sha256"],
    } | other


def test_a_second_draft_is_refused_and_the_first_named(api, application):
    answer = api.post("/applications/", {"form": str(application.form_version.form.family)})
    body = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (409, PROBLEM)
    assert (body["type"], body["existing"]) == ("urn:endorsement:problem:already-open", str(application.pk))


def test_a_closed_form(api, db):
    form = make_application_form().form
    form.is_open = False
    form.save()
    assert api.post("/applications/", {"form": str(form.family)}).status_code == 409
    assert api.post("/applications/", {"form": "none"}).status_code == 422
    assert not Application.objects.exists()


def test_reading_shows_how_far_it_has_come(api, person):
    credential = make_credential()
    make_requirements(credential, [{"kind": "training", "id": "c1", "hours": "30"}])
    application = make_application(person, credential=credential)
    add_evidence(person, hours=18)
    answer = api.get(f"/applications/{application.pk}/")
    body = answer.json()
    assert answer["ETag"] == '"1"'
    assert body["allowed_actions"] == ["save", "submit", "withdraw"]
    assert {one["name"]: one["progress"] for one in body["steps"]}["about_you"] == "done"
    (requirement,) = body["requirements"]
    assert (requirement["value"], requirement["minimum"], requirement["met"]) == ("18", "30", False)


def test_validating_says_all_and_changes_nothing(api, application):
    path = f"/applications/{application.pk}/validate/"
    everything, one_step = api.post(path), api.post(path, {"scope": "practice"})
    assert everything.status_code == one_step.status_code == 200
    assert everything.json()["valid"] is False
    assert codes(one_step) == [("required", ["practice", "agency"]), ("required", ["practice", "story"])]
    assert set(map(str, codes(one_step))) < set(map(str, codes(everything)))
    application.refresh_from_db()
    assert (application.state, application.revision) == ("draft", 1)


@pytest.mark.parametrize("scope", ["all", "", "Practice", "practice "])
def test_a_step_that_there_is_not_is_never_valid(api, application, scope):
    answer = api.post(f"/applications/{application.pk}/validate/", {"scope": scope})
    assert (answer.status_code, codes(answer)) == (422, [("unknown_step", ["scope"])])
    assert "valid" not in answer.json()


def test_submitting_signs_and_submits(api, short):
    path = f"/applications/{short.pk}/actions/submit/"
    done = api.post(path, {"attestations": [signature(short)]}, If_Match='"1"')
    assert done.status_code == 200, done.content
    assert (done.json()["state"], done["ETag"]) == ("submitted", '"2"')
    assert done.json()["answer_by"]
    assert Attestation.objects.get().typed_name == "Ina Applicant"


@pytest.mark.parametrize(
    ("other", "status", "complaint"),
    [
        ({"accepted": False}, 422, [("required", ["s-ethics", "agreed"])]),
        ({"typed_name": "  "}, 422, [("required", ["s-ethics", "typed_name"])]),
        ({"typed_name": "Mickey Mouse"}, 422, [("name_differs", ["s-ethics", "typed_name"])]),
        ({"statement_hash": "0" * 64}, 412, []),
        ({"field": "nothing"}, 404, []),
        ({"typed_name": "x" * 201}, 422, None),
    ],
)
def test_a_signature_that_is_none(api, short, other, status, complaint):
    path = f"/applications/{short.pk}/actions/submit/"
    answer = api.post(path, {"attestations": [signature(short, **other)]}, If_Match='"1"')
    assert answer.status_code == status
    assert complaint is None or codes(answer) == complaint
    short.refresh_from_db()
    assert short.state == "draft"
    assert not Attestation.objects.exists()


def test_a_refused_submission_leaves_no_signature(api, short):
    short.drafts.update(answers={})
    path = f"/applications/{short.pk}/actions/submit/"
    answer = api.post(path, {"attestations": [signature(short)]}, If_Match='"1"', Idempotency_Key="a")
    assert (answer.status_code, codes(answer)) == (422, [("required", ["one", "agency"])])
    assert not Attestation.objects.exists()
    short.drafts.update(answers={"q-agency": "Harbor"})
    again = api.post(path, {"attestations": [signature(short)]}, If_Match='"1"', Idempotency_Key="a")
    assert again.status_code == 200


def test_submitting_needs_the_present_revision(api, short):
    path = f"/applications/{short.pk}/actions/submit/"
    body = {"attestations": [signature(short)]}
    assert api.post(path, body).status_code == 428
    saved = api.patch(f"/applications/{short.pk}/steps/one/", {"answers": {"agency": "New"}}, If_Match='"1"')
    assert api.post(path, body, If_Match='"1"').status_code == 412
    assert api.post(path, body, If_Match=saved["ETag"]).status_code == 200


def test_a_key_for_another_request(api, short, db):
    family = str(short.form_version.form.family)
    api.post(f"/applications/{short.pk}/actions/withdraw/")
    first = api.post("/applications/", {"form": family}, Idempotency_Key="k")
    again = api.post("/applications/", {"form": family}, Idempotency_Key="k")
    assert (again.status_code, again.json(), again["Location"]) == (201, first.json(), first["Location"])
    assert again["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first
    reused = api.post("/applications/", {"form": family, "x": 1}, Idempotency_Key="k")
    assert reused.status_code == 422
    spaced = api.post("/applications/", json.dumps({"form": family}, indent=1), Idempotency_Key="k")
    assert spaced.json()["type"] == "urn:endorsement:problem:idempotency-key-reused"
    assert Application.objects.exclude(state="withdrawn").count() == 1


def test_a_key_belongs_to_one_person(api, other, short):
    family = str(short.form_version.form.family)
    api.post(f"/applications/{short.pk}/actions/withdraw/")
    mine = api.post("/applications/", {"form": family}, Idempotency_Key="k")
    theirs = other.post("/applications/", {"form": family}, Idempotency_Key="k")
    assert mine.json()["id"] != theirs.json()["id"]


@pytest.mark.parametrize("key", ["x" * 101, "two words", "ä"])
def test_a_key_that_is_none(api, db, key):
    family = str(make_application_form().form.family)
    answer = api.post("/applications/", {"form": family}, Idempotency_Key=key)
    assert (answer.status_code, Application.objects.count()) == (400, 0)


def test_withdrawing(api, application):
    path = f"/applications/{application.pk}/actions/withdraw/"
    assert api.post(path).json()["state"] == "withdrawn"
    assert api.post(path).json()["allowed_actions"] == []
    assert api.get(f"/applications/{application.pk}/status/").json()["state"] == "withdrawn"
