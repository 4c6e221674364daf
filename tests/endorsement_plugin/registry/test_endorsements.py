"""An endorsement needs no application; it says what it came from, and nobody holds one twice."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.registry.actions.grant import grant_endorsement
from endorsement_plugin.registry.actions.listing import list_endorsement
from tests.factories.applications import add_answer, make_application
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)


def test_it_says_what_it_came_from():
    application = make_application(state="endorsed")
    for wrong in ({"origin": "application"}, {"origin": "holding", "application": application}):
        with pytest.raises(IntegrityError, match="says_where_it_comes_from"), transaction.atomic():
            make_endorsement(**wrong)
    assert make_endorsement().application is None


def test_one_that_is_provisional_has_an_end():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_endorsement(state="provisional")
    assert make_endorsement(state="provisional", provisional_until=TODAY).provisional_until == TODAY


def test_nobody_holds_one_credential_twice():
    first = make_endorsement()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_endorsement(first.person, first.credential)
    first.state = "retired"
    first.save()
    make_endorsement(first.person, first.credential)


def test_what_is_held_is_not_granted_again():
    held = make_endorsement()
    application = make_application(held.person, held.credential, state="ready")
    with pytest.raises(WrongState, match=f"Ina Applicant holds IFS already, with the number {held.number}"):
        grant_endorsement(application=application, today=TODAY)


@pytest.mark.parametrize(("said", "kept"), [("Clinical", "Clinical"), (None, ""), ("x" * 41, "")])
def test_it_is_of_the_designation_that_was_applied_for(said: str | None, kept: str):
    """As on the certificate; an answer that no requirement could name is none."""
    application = make_application(state="ready", submitted_at=timezone.now())
    if said is not None:
        add_answer(application, "designation", said)
    granted = grant_endorsement(application=application, today=TODAY)
    granted.refresh_from_db()
    assert granted.designation == kept


def test_granting_is_the_first_event():
    endorsement = grant_endorsement(application=make_application(state="ready"), today=TODAY)
    assert [(one.action, one.role) for one in endorsement.events.all()] == [("granted", "coordinator")]


def test_a_holder_is_listed_and_not_listed_as_they_wish():
    held = make_endorsement()
    for wish in (True, False):
        list_endorsement(endorsement=held.pk, by=held.person.account, listed=wish)
        held.refresh_from_db()
        assert held.listed is wish
    assert [one.action for one in held.events.all()] == ["registry_listed", "registry_unlisted"]


def test_the_wish_of_an_application_follows():
    application = make_application(state="endorsed")
    held = grant_endorsement(application=application, today=TODAY)
    list_endorsement(endorsement=held.pk, by=application.person.account, listed=True)
    held.refresh_from_db()
    application.refresh_from_db()
    assert held.listed
    assert application.list_in_registry


def test_nobody_lists_another_or_what_is_retired():
    application = make_application(state="endorsed")
    granted = grant_endorsement(application=application, today=TODAY)
    granted.state = "retired"
    granted.save()
    with pytest.raises(WrongState, match="retired"):
        list_endorsement(endorsement=granted.pk, by=application.person.account, listed=True)
    application.refresh_from_db()
    assert not application.list_in_registry
    held = make_endorsement(make_person("ola@example.org"))
    other = make_person("otto@example.org").account
    with pytest.raises(NotAllowed, match="not your endorsement"):
        list_endorsement(endorsement=held.pk, by=other, listed=True)
    held.state = "retired"
    held.save()
    with pytest.raises(WrongState, match="retired"):
        list_endorsement(endorsement=held.pk, by=held.person.account, listed=True)
