"""Saving a step: what is kept, what is said about it, and what is refused."""

import pytest

from endorsement_plugin.models import Person, StepDraft
from tests.endorsement_plugin.api.headless import PROBLEM, codes


@pytest.fixture
def path(application):
    return f"/applications/{application.pk}/steps/practice/"


def test_absent_stays_and_null_clears(api, path):
    api.patch(path, {"answers": {"agency": "Harbor", "story": "Once"}}, If_Match='"1"')
    api.patch(path, {"answers": {"story": "Twice"}}, If_Match='"2"')
    saved = api.patch(path, {"answers": {"agency": None}}, If_Match='"3"')
    assert saved.json()["answers"] == {"agency": None, "story": "Twice"}
    assert (saved["ETag"], saved.json()["revision"]) == ('"4"', 4)
    assert api.get(path).json()["answers"] == {"agency": None, "story": "Twice"}


def test_what_is_wrong_is_kept_and_said(api, path):
    long = "x" * 201
    saved = api.patch(path, {"answers": {"agency": long}}, If_Match='"1"')
    assert saved.status_code == 200
    assert codes(saved) == [("max_length", ["practice", "agency"])]
    assert saved.json()["answers"]["agency"] == long


@pytest.mark.parametrize("value", [7, True, ["a"], {"a": 1}, 1.5])
def test_json_of_another_type_is_said_and_not_lost(api, path, value):
    saved = api.patch(path, {"answers": {"agency": value}}, If_Match='"1"')
    assert saved.status_code == 200
    assert ("type", ["practice", "agency"]) in codes(saved)
    assert saved.json()["answers"]["agency"] == str(value)


def test_text_that_no_database_keeps(api, path):
    sent = '{"answers": {"agency": "a\\u0000b\\ud800c"}}'
    saved = api.patch(path, sent, If_Match='"1"')
    assert saved.status_code == 200
    assert saved.json()["answers"]["agency"] == "ab?c"


def test_a_step_is_complete_when_nothing_is_missing(api, path):
    half = api.patch(path, {"answers": {"agency": "Harbor"}, "complete": True}, If_Match='"1"')
    assert (half.status_code, half.json()["completed"]) == (200, False)
    assert codes(half) == [("required", ["practice", "story"])]
    whole = api.patch(path, {"answers": {"story": "Once"}, "complete": True}, If_Match='"2"')
    assert (whole.json()["completed"], codes(whole)) == (True, [])


def test_without_if_match(api, path):
    answer = api.patch(path, {"answers": {"agency": "Harbor"}})
    assert (answer.status_code, answer["Content-Type"]) == (428, PROBLEM)
    assert not StepDraft.objects.exists()


def test_the_same_sent_again_is_kept(api, path):
    """Its reply was lost: what is stored already is nobody else's."""
    first = api.patch(path, {"answers": {"agency": "Harbor", "story": ""}}, If_Match='"1"')
    again = api.patch(path, {"answers": {"agency": "Harbor", "story": ""}}, If_Match='"1"')
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json()["answers"] == first.json()["answers"]
    assert api.patch(path, {"answers": {"agency": "Other"}}, If_Match='"1"').status_code == 412


def test_details_sent_again_are_kept_and_older_ones_replace_nothing(api, path, person):
    path = path.replace("practice", "about_you")
    newer = {"details": {"given_name": "Newer"}}
    for _ in range(2):
        assert api.patch(path, newer, If_Match='"1"').status_code == 200
    older = api.patch(path, {"details": {"given_name": "Older"}}, If_Match='"1"')
    assert (older.status_code, older.json()["current"]["details"]["given_name"]) == (412, "Newer")
    person.refresh_from_db()
    assert person.given_name == "Newer"


def test_a_stale_save_gets_what_is_there_now(api, path):
    api.patch(path, {"answers": {"agency": "First"}}, If_Match='"1"')
    stale = api.patch(path, {"answers": {"agency": "Second"}}, If_Match='"1"')
    body = stale.json()
    assert (stale.status_code, stale["ETag"], body["revision"]) == (412, '"2"', 2)
    assert body["type"] == "urn:endorsement:problem:stale"
    assert body["current"]["answers"]["agency"] == "First"
    assert api.get(path).json()["answers"]["agency"] == "First"


def test_another_step_does_not_make_this_one_stale(api, path):
    api.patch(path, {"answers": {"agency": "First"}}, If_Match='"1"')
    details = {"details": {"given_name": "Ina"}}
    saved = api.patch(path.replace("practice", "about_you"), details, If_Match='"1"')
    assert saved.status_code == 200


@pytest.mark.parametrize("tag", ['W/"1"', "*"])
def test_tags_that_name_the_present_revision(api, path, tag):
    assert api.patch(path, {"answers": {"agency": "Harbor"}}, If_Match=tag).status_code == 200


@pytest.mark.parametrize("tag", ['"99"', "1", '"one"', '"1", "2"', '"٣"'])
def test_tags_that_were_never_given_out(api, path, tag):
    answer = api.patch(path, {"answers": {"agency": "Harbor"}}, If_Match=tag)
    assert (answer.status_code, answer.json()["revision"]) == (412, 1)
    assert not StepDraft.objects.exists()


def test_unknown_names_save_nothing(api, application, path):
    unknown = api.patch(path, {"answers": {"agency": "Harbor", "salary": "1"}}, If_Match='"1"')
    assert unknown.status_code == 422
    assert codes(unknown) == [("unknown_field", ["practice", "salary"])]
    details = api.patch(path, {"details": {"given_name": "Eve"}}, If_Match='"1"')
    assert codes(details) == [("unknown_field", ["practice", "details", "given_name"])]
    step = f"/applications/{application.pk}/steps/nowhere/"
    assert api.patch(step, {"answers": {}}, If_Match='"1"').status_code == 404
    assert not StepDraft.objects.exists()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ("[]", 422),
        ('{"answers": []}', 422),
        ('{"answers": {}, "surprise": 1}', 422),
        ('{"complete": "perhaps"}', 422),
    ],
)
def test_bodies_that_are_no_step(api, path, body, status):
    answer = api.patch(path, body, If_Match='"1"')
    assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM)
    assert not StepDraft.objects.exists()


def test_details_are_checked_by_the_screens_form(api, application, person):
    path = f"/applications/{application.pk}/steps/about_you/"
    long = api.patch(path, {"details": {"given_name": "x" * 101}}, If_Match='"1"')
    assert long.status_code == 422
    assert codes(long) == [("max_length", ["about_you", "given_name"])]
    saved = api.patch(path, {"details": {"employer": "Harbor Clinic"}}, If_Match='"1"')
    assert saved.json()["details"]["employer"] == "Harbor Clinic"
    kept = Person.objects.get()
    assert (kept.given_name, kept.employer) == ("Ina", "Harbor Clinic")


def test_nothing_is_saved_after_submitting(api, application, path):
    application.state, application.submitted_at = "submitted", application.created_at
    application.save()
    answer = api.patch(path, {"answers": {"agency": "Late"}}, If_Match='"1"')
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:endorsement:problem:wrong-state")


def test_the_definition_is_the_pinned_one(api, application):
    body = api.get(f"/applications/{application.pk}/definition/").json()
    assert body == application.form_version.definition
