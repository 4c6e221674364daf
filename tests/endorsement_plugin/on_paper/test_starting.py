"""Somebody applies on paper: a coordinator begins the application for them, and nobody is there twice."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from endorsement_plugin.applications.queries.on_paper import being_entered, likely_matches
from endorsement_plugin.errors import AlreadyOpen, Incomplete, NotAllowed, WrongState
from endorsement_plugin.models import Application, Form, Person
from tests.factories.applications import make_application
from tests.factories.credentials import make_application_form, make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_editor, make_person, make_user

from .entering import PAPER, RECEIVED, TODAY, enter, office

pytestmark = pytest.mark.django_db

START = "/admin/endorsement/on-paper/start/"


def make_moved_in(given: str, family: str, email: str) -> Person:
    return Person.objects.create(given_name=given, family_name=family, contact_email=email)


def problems_of(refused: pytest.ExceptionInfo[Incomplete]) -> list[tuple[str, str]]:
    return [(one.code, one.where[0]) for one in refused.value.problems]


def test_a_draft_for_a_person_who_has_no_account():
    application = enter()
    person = application.person
    assert (person.name, person.user_id, person.email) == ("Kaʻiulani Kahale", None, "kai@paper.example")
    assert (application.state, application.paper_received_on) == ("draft", RECEIVED)
    assert application.is_on_paper
    event = application.events.get(action="started")
    assert (event.role, event.actor, event.from_paper) == ("coordinator", office(), True)


def test_a_postal_address_alone_will_do():
    application = enter(email="", postal_address="12 Kukui Street\nHilo")
    assert application.person.email == ""
    assert application.person.postal_address == "12 Kukui Street\nHilo"


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"given_name": "", "family_name": ""}, ("name_missing", "given_name")),
        ({"email": ""}, ("address_missing", "email")),
        ({"email": "", "postal_address": " \n "}, ("address_missing", "email")),
        ({"received_on": date(2026, 3, 3)}, ("to_come", "received_on")),
        ({"email": "CORA.coordinator@example.org"}, ("own", "email")),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_its_cause(given: dict[str, Any], problem):
    with pytest.raises(Incomplete) as refused:
        enter(**given)
    assert problems_of(refused) == [problem]
    assert not Application.objects.exists()
    assert not Person.objects.exists()


def test_one_name_will_do():
    assert enter(given_name="", family_name="Mahina").person.name == "Mahina"


@pytest.mark.parametrize(
    "typed",
    [
        {"given_name": "Kaiulani"},
        {"given_name": "KA‘IULANI", "family_name": "KAHALE"},
        {"given_name": "Kahale", "family_name": "Kaiulani"},
        {"given_name": "Kaiulani", "family_name": "Kahele"},
        {"given_name": "Kaiulani Rose", "family_name": "Kahale"},
        {"given_name": "Somebody", "family_name": "Else", "email": "Kai@Paper.example"},
    ],
)
def test_who_is_likely_there_already_is_asked_about(typed: dict[str, Any]):
    first = enter()
    form = make_application_form(make_credential(code="IMHS"))
    with pytest.raises(Incomplete) as refused:
        enter(form, **{"email": "other@paper.example"} | typed)
    assert problems_of(refused) == [("likely_match", "who")]
    assert Person.objects.get() == first.person


@pytest.mark.parametrize("typed", [("Otto", "Kahale"), ("Kaiulani", "Smith"), ("Leilani", "Kahananui")])
def test_somebody_else_is_not(typed: tuple[str, str]):
    enter()
    given, family = typed
    name, association = f"{given} {family}", make_association()
    assert likely_matches(association, by=office(), name=name, email="x@paper.example") == []


def test_a_coordinator_enters_it_for_somebody_of_their_own_name(client: Client):
    own = Person.objects.create(user=office(), given_name="Cora", family_name="Kahale")
    make_application(own, make_credential(code="IMHS"), state="submitted")
    version = make_application_form(make_credential())
    client.force_login(office())
    assert client.post(START, typed(version, given_name="Cora")).status_code == 302
    assert Person.objects.exclude(pk=own.pk).get().name == "Cora Kahale"


def test_signs_that_nobody_sees_hide_nobody(client: Client):
    enter()
    second = make_application_form(make_credential(code="IMHS"))
    client.force_login(office())
    hidden = typed(second, given_name="Ka\u200biulani", email=" other@paper.example\u200b")
    page = client.post(START, hidden).content.decode()
    assert "Kaʻiulani Kahale, kai@paper.example, no account yet" in page


def test_somebody_else_of_the_same_name_gets_a_record_of_their_own():
    enter()
    form = make_application_form(make_credential(code="IMHS"))
    second = enter(form, email="other@paper.example", somebody_else=True)
    assert Person.objects.count() == 2
    assert second.person.email == "other@paper.example"


def test_an_address_belongs_to_one_person():
    enter()
    form = make_application_form(make_credential(code="IMHS"))
    with pytest.raises(Incomplete) as refused:
        enter(form, given_name="Otto", family_name="Other", somebody_else=True)
    assert problems_of(refused) == [("address_taken", "email")]


def test_a_record_that_was_moved_in_is_gone_on_with():
    moved_in = Person.objects.create(
        given_name="Ina", family_name="Kealoha", contact_email="ina@work.example"
    )
    make_endorsement(moved_in, make_credential(code="IMHS"), origin="import")
    assert enter(person=moved_in.pk).person == moved_in
    assert Person.objects.count() == 1


def test_a_record_takes_the_addresses_that_it_lacks():
    moved_in = Person.objects.create(given_name="Ina", family_name="Kealoha")
    make_endorsement(moved_in, make_credential(code="IMHS"), origin="import")
    make_application_form()
    for email, problem in (("taken@paper.example", "address_taken"), (office().email, "own")):
        there = Person.objects.create(given_name="Otto", contact_email="taken@paper.example")
        make_endorsement(there, make_credential(code=f"C{there.pk.hex[:4]}"), origin="import")
        with pytest.raises(Incomplete) as refused:
            enter(person=moved_in.pk, email=email)
        assert problems_of(refused) == [(problem, "email")]
    begun = enter(person=moved_in.pk, postal_address=" Hilo ")
    begun.person.refresh_from_db()
    assert (begun.person.contact_email, begun.person.postal_address) == (PAPER["email"], "Hilo")
    form = make_application_form(make_credential(code="IMHE"))
    again = enter(form, person=moved_in.pk, email="new@paper.example", postal_address="Lihue")
    again.person.refresh_from_db()
    assert (again.person.contact_email, again.person.postal_address) == (PAPER["email"], "Hilo")


def test_another_associations_records_are_neither_found_nor_taken():
    other = make_association("mi-aimh", "mi-aimh.localhost")
    theirs = make_moved_in("Kaʻiulani", "Kahale", PAPER["email"])
    make_endorsement(theirs, make_credential(other, "IMHS"), origin="import")
    make_application_form()
    with pytest.raises(Incomplete) as refused:
        enter(person=theirs.pk)
    assert problems_of(refused) == [("not_there", "who")]
    assert enter().person != theirs


def test_an_account_that_the_association_does_not_know_is_not_told():
    make_person(PAPER["email"], "Kaʻiulani", "Kahale")
    assert enter().person.user_id is None


def test_somebody_with_an_account_only_with_a_note():
    person = make_application(make_person(), make_credential(code="IMHS"), state="submitted").person
    with pytest.raises(Incomplete) as refused:
        enter(person=person.pk)
    assert problems_of(refused) == [("note_missing", "note")]
    application = enter(person=person.pk, note=" She asked by telephone. ")
    assert application.entry_note == "She asked by telephone."


def test_a_coordinators_own_application_cannot_be_entered():
    make_application_form()
    own = Person.objects.create(user=office(), given_name="Cora", family_name="Coordinator")
    make_application(own, make_credential(code="IMHS"), state="submitted")
    with pytest.raises(Incomplete) as refused:
        enter(person=own.pk, note="It is mine.")
    assert problems_of(refused) == [("own", "who")]


def test_other_roles_are_refused():
    association = make_association()
    other = make_association("mi-aimh", "mi-aimh.localhost")
    make_application_form()
    for user in (
        make_editor(association),
        make_user("olga@example.org"),
        make_coordinator(other, "connie@example.org"),
    ):
        with pytest.raises(NotAllowed):
            enter(by=user)


def test_nobody_applies_twice_for_the_same():
    first = enter()
    with pytest.raises(AlreadyOpen):
        enter(person=first.person.pk)
    held = make_endorsement(first.person, make_credential(code="IMHS"))
    with pytest.raises(WrongState, match=held.number):
        enter(make_application_form(held.credential), person=first.person.pk)


def test_a_closed_form_is_not_entered():
    version = make_application_form()
    Form.objects.filter(pk=version.form_id).update(is_open=False)
    with pytest.raises(WrongState):
        enter(version)


def typed(version, **more: str) -> dict[str, str]:
    return {"form": str(version.form.family), "received_on": "2026-02-26", **PAPER, **more}


def test_the_page_asks_who_it_is_and_loses_nothing(client: Client):
    version = make_application_form()
    client.force_login(office())
    begun = client.post(START, typed(version))
    first = Application.objects.get()
    assert begun["Location"] == reverse("endorsement:application", args=[first.pk])

    second = make_application_form(make_credential(code="IMHS"))
    asked = client.post(START, typed(second, given_name="Kaiulani", email="", postal_address="Hilo"))
    page = asked.content.decode()
    assert "Somebody like this is in your records" in page
    assert "Kaʻiulani Kahale, kai@paper.example, no account yet" in page
    assert 'value="Kaiulani"' in page
    assert ">\nHilo</textarea>" in page

    chosen = typed(second, given_name="Kaiulani", email="", postal_address="Hilo", who=str(first.person.pk))
    assert client.post(START, chosen).status_code == 302
    assert Person.objects.get().applications.count() == 2


def test_the_page_makes_a_new_record_for_none_of_these(client: Client):
    enter()
    second = make_application_form(make_credential(code="IMHS"))
    client.force_login(office())
    client.post(START, typed(second, email="", postal_address="Hilo", who="new"))
    assert Person.objects.count() == 2


@pytest.mark.parametrize("form", ["", "not-a-form", "6b1f0f0a-0000-4000-8000-000000000000"])
def test_a_form_that_is_not_there_is_refused_in_words(client: Client, form: str):
    make_application_form()
    client.force_login(office())
    answer = client.post(START, {**PAPER, "received_on": "2026-02-26", "form": form})
    assert answer.status_code == 200
    assert "Nothing has happened yet." in answer.content.decode()
    assert not Person.objects.exists()


def test_the_list_has_what_is_being_entered_and_no_draft_of_an_applicant(client: Client):
    on_paper, own = enter(), make_application(make_person(), make_credential(code="IMHS"))
    assert list(being_entered(office())) == [on_paper]
    other = make_coordinator(make_association("mi-aimh", "mi-aimh.localhost"), "connie@example.org")
    assert list(being_entered(other)) == []
    client.force_login(office())
    page = client.get("/admin/endorsement/on-paper/").content.decode()
    assert "Kaʻiulani Kahale" in page
    assert str(own.pk) not in page
    assert TODAY > RECEIVED
