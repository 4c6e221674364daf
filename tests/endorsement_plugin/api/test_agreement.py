"""The screen and the API refuse the same, in the same words."""

import pytest

from endorsement_plugin.models import EvidenceEntry, Reference
from tests.factories.applications import make_application
from tests.factories.credentials import make_credential, make_form
from tests.factories.definitions import definition, question, section, step

OPTIONS = [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]
QUESTIONS = {
    "text": question("text", "text", max_length=5),
    "long": question("long", "long_text", max_words=3),
    "email": question("email", "email"),
    "phone": question("phone", "phone"),
    "number": question("number", "number", min="1", max="9", decimals=0),
    "day": question("day", "date", not_after="today"),
    "yes": question("yes", "yes_no"),
    "one": question("one", "choice", options=OPTIONS),
    "several": question("several", "choices", options=OPTIONS),
    "rating": question("rating", "rating", options=OPTIONS, allow_unknown=True),
}
BAD_ANSWERS = [
    ("text", None),
    ("text", "   "),
    ("text", "too long"),
    ("text", "\0\u200b\u3164"),
    ("long", "a\0b"),
    ("long", "one two three four"),
    ("long", "x" * 1_001),
    ("long", "x" * 500_000),
    ("email", "nowhere"),
    ("email", "a@b"),
    ("phone", "call me"),
    ("number", "many"),
    ("number", "0"),
    ("number", "10"),
    ("number", "1e400"),
    ("number", "NaN"),
    ("day", "2999-01-01"),
    ("day", "31.12.2024"),
    ("day", "2023-02-29"),
    ("yes", "perhaps"),
    ("one", "c"),
    ("several", ["a", "c"]),
    ("several", []),
    ("rating", "11"),
]


@pytest.mark.parametrize(("name", "value"), BAD_ANSWERS)
def test_answers(client, api, person, name, value):
    form = definition(step("one", QUESTIONS[name]))
    application = make_application(person, version=make_form(make_credential(), form))
    client.force_login(person.user)
    posted = {} if value is None else {name: value}
    screen = client.post(f"/apply/{application.pk}/steps/one/", posted | {"revision": "1"})
    assert screen.status_code == 422
    on_screen = {str(error) for field in screen.context["errors"] for error in field.errors}

    body = {"answers": {name: value}, "complete": True}
    said = api.patch(f"/applications/{application.pk}/steps/one/", body, If_Match="*").json()
    assert not said["completed"]
    assert {one["msg"] for one in said["problems"]} == on_screen != set()


GOOD_ENTRY = {"title": "T", "organization": "O", "started_on": "2025-01-01", "hours": "1"}
BAD_ENTRIES = [
    {"title": ""},
    {"title": "x" * 201},
    {"organization": ""},
    {"started_on": ""},
    {"started_on": "yesterday"},
    {"started_on": "2999-01-01"},
    {"started_on": "1900-01-01"},
    {"ended_on": "2024-12-31"},
    {"hours": ""},
    {"hours": "0"},
    {"hours": "-1"},
    {"hours": "1.234"},
    {"hours": "20001"},
    {"hours": "Infinity"},
]


@pytest.mark.parametrize("bad", BAD_ENTRIES, ids=str)
def test_entries(client, api, person, bad):
    form = definition(step("one", section("evidence", "training", kind="training")))
    application = make_application(person, version=make_form(make_credential(), form))
    client.force_login(person.user)
    screen = client.post(f"/apply/{application.pk}/evidence/training/add/", GOOD_ENTRY | bad)
    on_screen = {str(error) for errors in screen.context["form"].errors.values() for error in errors}

    body = {"kind": "training", **GOOD_ENTRY, **bad}
    said = api.post(f"/applications/{application.pk}/evidence/", body)
    assert (screen.status_code, said.status_code) == (422, 422)
    assert {one["msg"] for one in said.json()["errors"]} == on_screen != set()
    assert not EvidenceEntry.objects.exists()


BAD_REFEREES = [
    {"name": ""},
    {"name": "x" * 201},
    {"email": ""},
    {"email": "nowhere"},
    {"email": "ina.applicant@example.org"},
]


@pytest.mark.parametrize("bad", BAD_REFEREES, ids=str)
def test_referees(client, api, application, bad):
    client.force_login(application.person.user)
    referee = {"name": "Ref Eree", "email": "referee@example.org"} | bad
    screen = client.post(f"/apply/{application.pk}/referees/1/", referee)
    on_screen = {str(error) for errors in screen.context["form"].errors.values() for error in errors}
    said = api.post(f"/applications/{application.pk}/references/", {"slot": 1, **referee})
    assert (screen.status_code, said.status_code) == (422, 422)
    assert {one["msg"] for one in said.json()["errors"]} == on_screen != set()
    assert not Reference.objects.exists()


def test_what_stands_in_the_way_of_submitting(client, api, application):
    client.force_login(application.person.user)
    screen = client.post(f"/apply/{application.pk}/check/", {})
    on_screen = [one["problem"].message for one in screen.context["problems"]]
    said = api.post(f"/applications/{application.pk}/actions/submit/", {}, If_Match='"1"')
    assert (screen.status_code, said.status_code) == (422, 422)
    assert [one["msg"] for one in said.json()["errors"]] == on_screen != []
    application.refresh_from_db()
    assert application.state == "draft"
