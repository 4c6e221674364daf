"""Naming referees, writing to them, and never seeing what they wrote."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from endorsement_plugin.models import Reference
from review_queue.work.running import run_due
from tests.endorsement_plugin.api.headless import codes
from tests.factories.applications import add_reference

REFEREE = {"slot": 1, "name": "Ref Eree", "email": "referee@example.org"}


@pytest.fixture
def path(application):
    return f"/applications/{application.pk}/references/"


def test_naming_correcting_and_writing(api, path):
    named = api.post(path, REFEREE)
    assert (named.status_code, named.json()["state"], named.json()["role"]) == (201, "draft", "Supervisor")
    one = f"{path}{named.json()['id']}/"
    corrected = api.patch(one, {"email": "ref@example.org", "waived": True}).json()
    assert (corrected["email"], corrected["name"], corrected["waived"]) == (
        "ref@example.org",
        "Ref Eree",
        True,
    )
    assert api.post(f"{one}actions/send/").json()["state"] == "sent"
    run_due()
    assert [message.to for message in mail.outbox] == [["ref@example.org"]]
    assert api.get(one).json()["sent_at"]


def test_a_referee_who_was_asked_is_replaced_not_changed(api, path):
    one = f"{path}{api.post(path, REFEREE).json()['id']}/"
    api.post(f"{one}actions/send/")
    assert api.patch(one, {"name": "Another"}).status_code == 409
    assert api.post(f"{one}actions/send/").status_code == 409
    assert api.post(f"{one}actions/replace/").json()["state"] == "replaced"
    assert api.post(path, REFEREE | {"name": "Another"}).status_code == 201
    assert [one["state"] for one in api.get(path).json()["items"]] == ["draft", "replaced"]


@pytest.mark.parametrize(
    ("other", "complaint"),
    [
        ({"email": "nowhere"}, ("invalid", ["references", "email"])),
        ({"email": None}, ("required", ["references", "email"])),
        ({"email": "ina.applicant@example.org"}, ("own_address", ["email"])),
        ({"email": "Referee2@example.org"}, ("asked_twice", ["email"])),
        ({"name": "x" * 201}, ("max_length", ["references", "name"])),
    ],
)
def test_referees_who_are_refused(api, application, path, other, complaint):
    add_reference(application, slot=2)
    answer = api.post(path, REFEREE | other)
    assert (answer.status_code, codes(answer)) == (422, [complaint])
    assert Reference.objects.count() == 1


@pytest.mark.parametrize("slot", [0, 4, -1, 10**12])
def test_a_slot_that_the_form_does_not_have(api, path, slot):
    assert api.post(path, REFEREE | {"slot": slot}).status_code == 422
    assert not Reference.objects.exists()


def test_the_days_limit_of_messages(api, path, settings):
    settings.ENDORSEMENT = {**settings.ENDORSEMENT, "REFERENCE_MAILS_PER_DAY": 0}
    one = f"{path}{api.post(path, REFEREE).json()['id']}/"
    answer = api.post(f"{one}actions/send/")
    assert (answer.status_code, answer["Retry-After"]) == (429, "86400")


def test_what_a_referee_wrote_is_nowhere(api, application, path):
    reference = add_reference(
        application, state="received", sent_at=timezone.now(), answered_at=timezone.now() + timedelta(days=1)
    )
    reference.answers.create(
        block_id="q", name="warmth", label="?", kind="text", value="SECRET", text="SECRET"
    )
    for seen in (path, f"{path}{reference.pk}/", path.replace("references", "status")):
        assert "SECRET" not in api.get(seen).content.decode()
