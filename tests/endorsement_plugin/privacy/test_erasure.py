"""Somebody has erased what is held about them: what is kept has no name, and nothing open is cut short."""

from datetime import UTC, datetime
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from endorsement_plugin.errors import AlreadyOpen, Incomplete, NotAllowed, WrongState
from endorsement_plugin.models import (
    Application,
    Endorsement,
    Erasure,
    EvidenceEntry,
    Fee,
    Mail,
    Person,
    Transcript,
)
from endorsement_plugin.privacy.actions.asking import (
    approve_erasure,
    ask_erasure,
    decline_erasure,
    withdraw_erasure,
)
from endorsement_plugin.privacy.actions.erase import erase
from endorsement_plugin.record.events import record_event
from review_queue.work.running import run_due
from tests.endorsement_plugin.privacy.test_downloads import client_of
from tests.factories.applications import (
    add_answer,
    add_evidence,
    add_reference,
    add_transcript,
    make_application,
)
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.fees import make_fee
from tests.factories.people import make_coordinator, make_person

pytestmark = pytest.mark.django_db

PAGE = reverse("endorsement:my_data")
ERASE = reverse("endorsement:erase_data")
NAME = "Quillfeather"


@pytest.fixture
def person() -> Person:
    who = make_person("q@quill.example", given_name="Quentin", family_name=NAME)
    who.phone, who.former_names = "555 0177", f"Old {NAME}"
    who.save()
    credential = make_credential()
    application = make_application(who, credential, state="declined")
    add_answer(application, "agency", f"{NAME} House")
    add_transcript(application, file=ContentFile(b"%PDF-", name="x.pdf"), original_name=f"{NAME}.pdf")
    add_reference(application, state="received", name="Rita")
    application.attestations.create(
        block_id="b", title="T", statement="S", digest="d", typed_name=NAME, signed_at=datetime.now(UTC)
    )
    record_event(application, "returned", by=None, role="coordinator", detail=f"Dear {NAME}")
    application.decisions.create(
        outcome="declined", letter_subject="Decision", letter=f"Dear {NAME}", decided_by=who.account
    )
    add_evidence(who, title=f"{NAME} on reflection")
    make_fee(application, state="paid", payer=NAME, reason=NAME)
    held = make_endorsement(who, make_credential(code="IMHS"), listed=True)
    held.former_names.create(name=f"Old {NAME}", until="2026-02-01")
    held.events.create(role="coordinator", action="name_corrected", detail=NAME, before={"name": NAME})
    who.registry_entries.create(association=credential.association, county=f"{NAME} County")
    whose = credential.association
    Mail.objects.create(event_key="m", to="q@quill.example", subject=f"Dear {NAME}", association=whose)
    return who


def association(person: Person) -> Any:
    return person.applications.get().association


def everything() -> str:
    """All text of all tables, but the queue's work and the log of migrations."""
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("endorsement", "auth_user", "account_")):
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
                said += [f"{table}: {row}" for row in cursor.fetchall()]
    return "\n".join(said)


def carried_out(person: Person) -> Erasure:
    whose = association(person)
    row = ask_erasure(association=whose, by=person.account)
    approve_erasure(erasure=row.pk, by=make_coordinator(whose))
    run_due()
    row.refresh_from_db()
    return row


def test_nothing_is_left_that_names_them(person: Person) -> None:
    number, account = Endorsement.objects.get().number, person.account.pk
    assert NAME in everything()
    row = carried_out(person)
    assert [line for line in everything().splitlines() if "quill" in line.lower()] == []
    assert "555 0177" not in everything()
    assert (row.state, row.person) == ("done", None)
    assert row.erased["Answers"] == row.erased["Transcripts"] == 1
    held = Endorsement.objects.get()
    assert (held.number, held.state, held.listed, held.name) == (number, "removed", False, "")
    assert str(held.granted_on) == "2026-01-15"
    assert [one.action for one in held.events.all()] == ["name_corrected", "erased"]
    assert Application.objects.get().state == "declined"
    fee = Fee.objects.get()
    assert (fee.price, fee.state, fee.payer) == ("$100.00", "paid", "")
    assert not Transcript.objects.exists()
    assert not EvidenceEntry.objects.exists()
    user = get_user_model().objects.get(pk=account)
    assert (user.is_active, user.has_usable_password(), user.email) == (False, False, "")
    assert Person.objects.get().name == ""


def test_carried_out_twice_it_is_carried_out_once(person: Person) -> None:
    row = carried_out(person)
    before = everything()
    erase(erasure=row.pk)
    assert everything() == before


def test_what_another_association_holds_stays_until_it_is_asked(person: Person) -> None:
    other = make_association("mi-aimh", "mi-aimh.localhost")
    theirs = make_application(person, make_credential(other, "IMH-E"), state="declined")
    add_answer(theirs, "agency", f"{NAME} elsewhere")
    carried_out_here = person.applications.exclude(association=other).get().association
    row = ask_erasure(association=carried_out_here, by=person.account)
    approve_erasure(erasure=row.pk, by=make_coordinator(carried_out_here))
    run_due()
    person.refresh_from_db()
    assert person.family_name == NAME
    assert [one.association for one in person.applications.all()] == [other]
    assert theirs.answers.get().text == f"{NAME} elsewhere"
    assert person.evidence.count() == 1
    assert person.account.is_active
    assert Application.objects.exclude(person=person).get().person.name == ""


def test_an_account_that_works_here_stays(person: Person) -> None:
    make_coordinator(association(person), "q@quill.example")
    row = ask_erasure(association=association(person), by=person.account)
    cora = make_coordinator(association(person), "other@example.org")
    with pytest.raises(NotAllowed):
        approve_erasure(erasure=row.pk, by=person.account)
    account = person.account
    approve_erasure(erasure=row.pk, by=cora)
    run_due()
    account.refresh_from_db()
    assert account.is_active
    assert not Person.objects.filter(user=account).exists()


def test_what_is_open_has_to_end_first(person: Person) -> None:
    opened = make_application(person, make_credential(code="IFA"), state="submitted")
    make_fee(Application.objects.get(state="declined"), "Exam")
    whose = opened.association
    row = ask_erasure(association=whose, by=person.account)
    cora = make_coordinator(whose)
    with pytest.raises(Incomplete) as refusal:
        approve_erasure(erasure=row.pk, by=cora)
    assert [one.message for one in refusal.value.problems] == [
        "The application for IFA is open. Withdraw it first, or wait for its decision.",
        "The fee “Exam”, $100.00, is due. It has to be settled first.",
    ]
    page = reverse("endorsement_erasures:inspect", args=[row.pk])
    desk = Client()
    desk.force_login(cora)
    shown = desk.get(page).text
    assert "Has to end first" in shown
    assert "Erase it</button>" not in shown
    answer = desk.post(page, {"then": "erase"}, follow=True)
    assert "It has to be settled first." in answer.text
    row.refresh_from_db()
    assert row.state == "asked"


def test_what_opens_after_it_was_approved_stops_it(person: Person) -> None:
    whose = association(person)
    row = ask_erasure(association=whose, by=person.account)
    approve_erasure(erasure=row.pk, by=make_coordinator(whose))
    make_application(person, make_credential(code="IFA"), state="draft")
    run_due()
    row.refresh_from_db()
    assert row.state == "asked"
    assert Person.objects.get(pk=person.pk).family_name == NAME


def test_it_is_asked_for_on_a_page_that_says_what_it_does(person: Person) -> None:
    cold = client_of(person.account, recent=False)
    assert "/accounts/reauthenticate/" in cold.get(ERASE)["Location"]
    client = client_of(person.account)
    shown = client.get(ERASE).text
    for words in (
        "Answers: 1",
        "The endorsement AIMH-HI-2026-00001 (IMHS) ends, for good.",
        "that a number was given, for which credential, from when until when; never to whom",
        "Reviewers of exams never had a name",
    ):
        assert words in shown
    missed = client.post(ERASE)
    assert missed.status_code == 422
    assert "Tick that you have read what is erased." in missed.text
    assert "has your request" in client.post(ERASE, {"understood": "yes"}, follow=True).text
    assert "You have asked for this already." in client.post(ERASE, {"understood": "yes"}, follow=True).text
    row = Erasure.objects.get()
    back = reverse("endorsement:keep_data", args=[row.pk])
    assert client_of(make_person("eva@example.org").account).post(back).status_code == 404
    assert "Nothing is erased." in client.post(back, follow=True).text
    with pytest.raises(WrongState):
        withdraw_erasure(erasure=row.pk, by=person.account)


def test_a_coordinator_declines_with_a_reason_that_is_read(person: Person) -> None:
    whose = association(person)
    row = ask_erasure(association=whose, by=person.account)
    with pytest.raises(AlreadyOpen):
        ask_erasure(association=whose, by=person.account)
    desk = Client()
    desk.force_login(make_coordinator(whose))
    page = reverse("endorsement_erasures:inspect", args=[row.pk])
    assert NAME in desk.get(reverse("endorsement_erasures:index")).text
    assert "Write why it is not erased." in desk.post(page, {"then": "decline", "reason": " "}).text
    desk.post(page, {"then": "decline", "reason": "A complaint is being looked into."})
    assert "A complaint is being looked into." in client_of(person.account).get(PAGE).text
    with pytest.raises(WrongState):
        decline_erasure(erasure=row.pk, by=make_coordinator(whose), reason="x")


def test_another_association_sees_and_decides_nothing(person: Person) -> None:
    row = ask_erasure(association=association(person), by=person.account)
    other = make_coordinator(make_association("mi-aimh", "mi-aimh.localhost"), "other@example.org")
    client = Client()
    client.force_login(other)
    page = reverse("endorsement_erasures:inspect", args=[row.pk])
    assert client.get(page).status_code == 404
    assert client.post(page, {"then": "erase"}).status_code == 404
    assert NAME not in client.get(reverse("endorsement_erasures:index")).text
    with pytest.raises(NotAllowed):
        approve_erasure(erasure=row.pk, by=other)


def test_by_api(person: Person) -> None:
    address = "/api/v3-preview/my-data/"
    cold = client_of(person.account, recent=False)
    said = {"data": {"understood": True}, "content_type": "application/json"}
    assert cold.post(f"{address}actions/erase/", **said).status_code == 403  # type: ignore[arg-type]
    client = client_of(person.account)
    told = client.get(address).json()
    assert {"words": "Answers", "count": 1, "kept": ""} in told["erased"]
    assert told["ends"] == ["The endorsement AIMH-HI-2026-00001 (IMHS) ends, for good."]
    asked = client.post(f"{address}actions/erase/", **said).json()  # type: ignore[arg-type]
    assert asked["state"] == "asked"
    back = client.post(f"{address}erasures/{asked['id']}/actions/withdraw/").json()
    assert back["state"] == "withdrawn"


def test_what_went_to_an_address_that_was_only_typed_in_stays(person: Person) -> None:
    association = make_credential().association
    EmailAddress.objects.create(user=person.account, email="otto@example.org", verified=False)
    for address in ("otto@example.org", person.email):
        Mail.objects.create(to=address, subject="s", body="b", event_key=address, association=association)
    request = ask_erasure(association=association, by=person.account)
    approve_erasure(erasure=request.pk, by=make_coordinator(association))
    run_due()
    request.refresh_from_db()
    assert request.state == "done"
    assert [letter.to for letter in Mail.objects.all()] == ["otto@example.org"]
