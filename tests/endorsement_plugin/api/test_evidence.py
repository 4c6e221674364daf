"""Entries of the portfolio, one request each."""

import uuid

import pytest

from endorsement_plugin.models import EvidenceEntry
from tests.endorsement_plugin.api.headless import codes
from tests.factories.applications import add_evidence
from tests.factories.credentials import make_requirements
from tests.factories.people import make_person

TRAINING = {
    "kind": "training",
    "title": "Attachment",
    "organization": "Us",
    "started_on": "2025-02-01",
    "hours": "6.5",
}


@pytest.fixture
def path(application):
    return f"/applications/{application.pk}/evidence/"


def test_sending_an_entry_twice_adds_it_once(api, path):
    body = TRAINING | {"id": str(uuid.uuid4())}
    answers = [api.post(path, body) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert EvidenceEntry.objects.get().pk == uuid.UUID(body["id"])


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "Another entry has the same title, dates and hours."),
        ({"hours": "100"}, "100 hours in 1 day: there are 24."),
        (
            {"title": "Play", "hours": "18"},
            "Together with other entries these are more than 24 hours on 1 February 2025.",
        ),
    ],
)
def test_a_likely_slip_is_refused_until_it_is_confirmed(api, path, more, words):
    api.post(path, TRAINING)
    refused = api.post(path, TRAINING | more)
    (problem,) = refused.json()["errors"]
    assert (refused.status_code, problem["type"], problem["loc"]) == (
        422,
        "doubtful",
        ["training", "confirmed"],
    )
    assert problem["msg"] == words
    assert EvidenceEntry.objects.count() == 1
    assert api.post(path, TRAINING | more | {"confirmed": True}).status_code == 201


def test_a_likely_slip_in_a_change_is_refused_until_it_is_confirmed(api, path):
    place = f"{path}{api.post(path, TRAINING).json()['id']}/"
    assert codes(api.patch(place, {"hours": "30"}, If_Match="*")) == [("doubtful", ["training", "confirmed"])]
    assert api.patch(place, {"hours": "30", "confirmed": True}, If_Match="*").json()["hours"] == "30"
    assert api.patch(place, {"organization": "Others"}, If_Match="*").status_code == 200


@pytest.mark.parametrize("other", [{"hours": "7"}, {"title": "Another"}, {"ended_on": "2025-02-02"}])
def test_an_id_used_again_for_another_entry_is_refused(api, path, other):
    body = TRAINING | {"id": str(uuid.uuid4())}
    api.post(path, body)
    answer = api.post(path, body | other)
    assert (answer.status_code, answer.json()["existing"]) == (409, body["id"])
    assert EvidenceEntry.objects.get().title == "Attachment"


@pytest.mark.parametrize("same", [{}, {"hours": "6.50"}, {"title": " Attachment "}])
def test_the_same_entry_sent_again_after_it_was_corrected_is_that_entry(api, path, same):
    body = TRAINING | {"id": str(uuid.uuid4())}
    api.post(path, body)
    api.patch(f"{path}{body['id']}/", {"title": "Corrected"}, If_Match='"1"')
    answer = api.post(path, body | same)
    assert (answer.status_code, answer.json()["title"], answer["ETag"]) == (201, "Corrected", '"2"')


def test_an_entry_has_a_tag_and_an_older_one_changes_nothing(api, path):
    made = api.post(path, TRAINING)
    place = f"{path}{made.json()['id']}/"
    assert made["ETag"] == api.get(place)["ETag"] == '"1"'
    assert api.patch(place, {"title": "Blind"}).status_code == 428
    assert api.patch(place, {"title": "First"}, If_Match='"1"')["ETag"] == '"2"'
    late = api.patch(place, {"title": "Late"}, If_Match='"1"')
    assert (late.status_code, late["ETag"], late.json()["current"]["title"]) == (412, '"2"', "First")
    assert api.patch(place, {"title": "Forged"}, If_Match='"99"').status_code == 412
    assert api.delete(place, If_Match='"1"').status_code == 412
    assert EvidenceEntry.objects.get().title == "First"
    assert api.delete(place, If_Match='"2"').status_code == 204


def test_half_a_character_is_refused(api, path):
    answer = api.post(path, TRAINING | {"title": "Attach\ud800ment"})
    assert codes(answer) == [("unicode", ["training", "title"])]
    assert not EvidenceEntry.objects.exists()


def test_an_id_of_somebody_elses_entry(api, path):
    theirs = add_evidence(make_person("otto.other@example.org"))
    answer = api.post(path, TRAINING | {"id": str(theirs.pk)})
    assert answer.status_code == 409
    assert EvidenceEntry.objects.get().title == theirs.title


def test_changing_leaves_the_rest(api, path):
    entry = api.post(path, TRAINING).json()
    place = f"{path}{entry['id']}/"
    changed = api.patch(place, {"hours": "7.25", "ended_on": "2025-02-02"}, If_Match='"1"')
    assert changed.json() == entry | {"hours": "7.25", "ended_on": "2025-02-02", "revision": 2}
    cleared = api.patch(place, {"ended_on": None}, If_Match="*")
    assert cleared.json()["ended_on"] is None
    refused = api.patch(place, {"hours": None}, If_Match='"3"')
    assert codes(refused) == [("required", ["training", "hours"])]
    assert api.get(f"{path}{entry['id']}/").json()["hours"] == "7.25"


def test_removing(api, path):
    entry = api.post(path, TRAINING).json()
    assert api.delete(f"{path}{entry['id']}/").status_code == 204
    assert api.get(f"{path}{entry['id']}/").status_code == 404
    assert api.get(path).json() == {"count": 0, "items": []}


@pytest.mark.parametrize(
    ("other", "complaint"),
    [
        ({"kind": "juggling"}, ("unknown_field", ["juggling", "kind"])),
        ({"degree": "bachelor"}, ("unknown_field", ["training", "degree"])),
        ({"hours": "0"}, ("min_value", ["training", "hours"])),
        ({"hours": "1e9"}, ("unclear", ["training", "hours"])),
        ({"hours": 1e9}, ("max_value", ["training", "hours"])),
        ({"hours": "1,250,5"}, ("unclear", ["training", "hours"])),
        ({"hours": "NaN"}, ("invalid", ["training", "hours"])),
        ({"started_on": "2999-01-01"}, ("invalid", ["training", "started_on"])),
        ({"started_on": "soon"}, ("invalid", ["training", "started_on"])),
        ({"title": "x" * 201}, ("max_length", ["training", "title"])),
        ({"title": "\0\u200b\u3164"}, ("required", ["training", "title"])),
        ({"title": " "}, ("required", ["training", "title"])),
    ],
)
def test_entries_that_are_refused(api, path, other, complaint):
    answer = api.post(path, TRAINING | other)
    assert answer.status_code == 422
    assert complaint[0] in {code for code, _ in codes(answer)}
    assert complaint[1] in [where for _, where in codes(answer)]
    assert not EvidenceEntry.objects.exists()


@pytest.mark.parametrize(
    ("value", "hours"),
    [("6", "6"), (6, "6"), (1.5, "1.5"), ("1,5", "1.5"), ("1,250", "1250"), ("٢٫٥", "2.5")],
)
def test_hours_are_read_as_they_are_meant(api, path, value, hours):
    answer = api.post(path, TRAINING | {"hours": value, "confirmed": True})
    assert (answer.status_code, answer.json()["hours"]) == (201, hours)


@pytest.mark.parametrize("value", [None, ["6"], True])
def test_hours_are_a_number(api, path, value):
    assert api.post(path, TRAINING | {"hours": value}).status_code == 422


def test_half_a_character(api, path):
    body = '{"kind": "training", "title": "\\ud800", "hours": "1"}'
    assert api.post(path, body).status_code == 422
    assert not EvidenceEntry.objects.exists()


def test_a_submitted_application_shows_what_was_submitted(api, application, path):
    entry = add_evidence(application.person, "training", "Before", hours=5)
    application.evidence.create(kind="training", title="As submitted", origin=entry.pk)
    application.state, application.submitted_at = "submitted", application.created_at
    application.save()
    body = api.get(path).json()
    assert [(one["id"], one["title"]) for one in body["items"]] == [(str(entry.pk), "As submitted")]
    assert api.post(path, TRAINING).status_code == 409
    assert (
        api.patch(f"{path}{entry.pk}/", {"title": "After", "organization": "Us"}, If_Match="*").status_code
        == 409
    )
    assert api.delete(f"{path}{entry.pk}/").status_code == 409


def test_an_area_that_another_credential_offered_stays_and_no_other_gets_in(api, application, path):
    areas = [{"value": "play", "label": "Play"}]
    demands = [{"id": "p", "kind": "portfolio", "areas": areas}]
    application.requirement_set = make_requirements(application.credential, demands)
    application.save()
    entry = add_evidence(application.person, organization="Us", areas=["elsewhere"])
    place = f"{path}{entry.pk}/"
    assert api.patch(place, {"hours": "7"}, If_Match="*").json()["areas"] == ["elsewhere"]
    refused = api.patch(place, {"areas": ["nowhere"]}, If_Match="*")
    assert codes(refused) == [("invalid_choice", ["training", "areas"])]
    assert api.patch(place, {"areas": ["play"]}, If_Match="*").json()["areas"] == ["play"]
