"""From paper to a decision, which another coordinator makes; and to an account that it is joined to."""

import re
from datetime import date
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from endorsement_plugin.applications.actions.save_step import save_step
from endorsement_plugin.decisions.actions.decide import decide
from endorsement_plugin.decisions.queries import Outcome
from endorsement_plugin.errors import Incomplete, NotAllowed, WrongState
from endorsement_plugin.exams.disclosure import identifiers_of
from endorsement_plugin.exams.queries.conflicts import barred_from
from endorsement_plugin.joining.actions.invite import invite_applicant
from endorsement_plugin.joining.actions.join import join_record
from endorsement_plugin.mail.letters import Letter
from endorsement_plugin.models import Application, Endorsement, EvidenceEntry, Invitation, Mail, Person
from endorsement_plugin.portfolio.actions import add_evidence
from endorsement_plugin.portfolio.queries import portfolio_of
from endorsement_plugin.rules.merging import Since
from tests.factories.applications import freeze_evidence, make_application
from tests.factories.credentials import make_association, make_credential
from tests.factories.people import make_coordinator, make_person, make_user
from tests.factories.sittings import make_sitting

from .entering import PAPER, enter, office

pytestmark = pytest.mark.django_db

ADDRESS = PAPER["email"]
TODAY = date(2026, 3, 2)


def second() -> User:
    return make_coordinator(make_association(), "second@example.org")


def ready(**given: Any) -> Application:
    application = enter(**given)
    Application.objects.filter(pk=application.pk).update(state="ready", submitted_at=timezone.now())
    application.refresh_from_db()
    return application


def endorse(application: Application, by: Any) -> None:
    decide(
        application=application.pk,
        by=by,
        outcome=Outcome.ENDORSED,
        proposed=Outcome.ENDORSED,
        letter=Letter("Our decision", "Well done."),
        today=TODAY,
    )


def test_who_entered_it_does_not_decide_where_somebody_else_may(client: Client):
    application, other = ready(), second()
    with pytest.raises(NotAllowed, match="Another coordinator decides"):
        endorse(application, office())
    client.force_login(office())
    page = client.get(f"/admin/endorsement/applications/{application.pk}/decide/", follow=True)
    assert "Another coordinator decides about it." in page.content.decode()
    endorse(application, other)
    assert Endorsement.objects.get().name == "Kaʻiulani Kahale"


def test_one_line_entered_is_enough_to_leave_it_to_another():
    application, other = enter(), second()
    add_evidence(application=application.pk, by=other, kind="training", values={"title": "Attachment"})
    third = make_coordinator(make_association(), "third@example.org")
    Application.objects.filter(pk=application.pk).update(state="ready", submitted_at=timezone.now())
    for by in (office(), other):
        with pytest.raises(NotAllowed):
            endorse(application, by)
    endorse(application, third)


def test_where_all_entered_some_of_it_only_who_began_it_does_not_decide():
    """An office of two, both of whom typed, could else never answer."""
    application, other = enter(), second()
    add_evidence(application=application.pk, by=other, kind="training", values={"title": "Attachment"})
    Application.objects.filter(pk=application.pk).update(state="ready", submitted_at=timezone.now())
    with pytest.raises(NotAllowed, match="Another coordinator decides"):
        endorse(application, office())
    endorse(application, other)
    assert Endorsement.objects.get().person == application.person


def test_answers_in_a_step_that_somebody_else_began_are_entered_too():
    application, other = enter(), second()
    third = make_coordinator(make_association(), "third@example.org")
    for by, said in ((office(), "1"), (other, "2"), (other, "3")):
        application.refresh_from_db()
        since = Since(application.revision)
        save_step(application=application.pk, by=by, step="practice", answers={"q-agency": said}, since=since)
    told = application.events.filter(action__startswith="step_").values_list("action", "actor", "from_paper")
    assert list(told) == [("step_begun", office().pk, True), ("step_continued", other.pk, True)]
    Application.objects.filter(pk=application.pk).update(state="ready", submitted_at=timezone.now())
    with pytest.raises(NotAllowed):
        endorse(application, other)
    endorse(application, third)


def test_the_only_coordinator_decides_what_they_entered():
    application = ready()
    inactive = second()
    inactive.is_active = False
    inactive.save()
    endorse(application, office())
    assert Endorsement.objects.get().person == application.person


def test_what_an_applicant_wrote_is_decided_as_ever():
    application = make_application(state="ready")
    second()
    endorse(application, office())
    assert Endorsement.objects.exists()


def token_of(application: Application, by: Any = None, address: str = ADDRESS) -> str:
    invite_applicant(application=application.pk, by=by or office(), address=address)
    letter = Mail.objects.filter(application=application, to=address).latest("created_at")
    found = re.search(r"/join/([\w-]+)/", letter.body)
    assert found is not None
    return found[1]


def test_an_applicant_joins_what_was_entered_and_goes_on_with_it(client: Client):
    application = enter()
    add_evidence(application=application.pk, by=office(), kind="training", values={"title": "Attachment"})
    token = token_of(application)
    letter = Mail.objects.get()
    assert "apply for Infant Family Specialist" in letter.body
    user = make_user(ADDRESS)
    client.force_login(user)
    page = client.get(f"/join/{token}/").content.decode()
    assert "Application for Infant Family Specialist" in page
    client.post(f"/join/{token}/", follow=True)
    person = Person.objects.get()
    assert person.user == user
    base = f"/apply/{application.pk}/"
    assert "Entered from paper" in client.get(base).content.decode()
    client.post(f"{base}take-over/")
    answers = {"revision": "2", "agency": "Harbor Clinic", "story": "My own words."}
    assert client.post(f"{base}steps/practice/", answers).status_code == 302
    told = dict(application.events.values_list("action", "role"))
    assert (told["applicant_invited"], told["joined"], told["step_begun"]) == (
        "coordinator",
        "applicant",
        "applicant",
    )


def test_whoever_has_an_account_with_a_record_has_one_afterwards():
    application = enter()
    token = token_of(application)
    own = make_application(make_person(ADDRESS, "Kaʻiulani", "Kahale"), make_credential(code="IMHS")).person
    kept = join_record(token=token, by=own.account)
    assert kept == own
    assert set(own.applications.values_list("pk", flat=True)) >= {application.pk}
    assert Person.objects.count() == 1


def test_an_entry_that_the_account_has_too_counts_for_what_is_entered_still():
    application = enter()
    token = token_of(application)
    own = make_application(make_person(ADDRESS, "Kaʻiulani", "Kahale"), make_credential(code="IMHS"))
    account, values = own.person.account, {"title": "Attachment"}
    add_evidence(application=application.pk, by=office(), kind="training", values=values)
    add_evidence(application=own.pk, by=account, kind="training", values=values)
    join_record(token=token, by=account)
    application.refresh_from_db()
    assert EvidenceEntry.objects.count() == 1
    assert [entry.title for entry in portfolio_of(application)] == ["Attachment"]


def test_nobody_joins_what_they_entered_themselves():
    application = enter()
    token = token_of(application, by=second())
    office_user = office()
    EmailAddress.objects.create(user=office_user, email=ADDRESS, verified=True)
    with pytest.raises(NotAllowed, match="You entered an application"):
        join_record(token=token, by=office_user)
    assert Person.objects.filter(user=office_user).count() == 0


def test_inviting_is_refused_in_words(client: Client):
    application = enter()
    other = make_coordinator(make_association("mi-aimh", "mi-aimh.localhost"), "connie@example.org")
    with pytest.raises(NotAllowed):
        invite_applicant(application=application.pk, by=other, address=ADDRESS)
    own = make_application(make_person("otto@example.org", "Otto", "Other"))
    with pytest.raises(NotAllowed):
        invite_applicant(application=own.pk, by=own.person.account, address="x@example.org")
    for address, said in (
        ("", "Enter the address"),
        (office().email, "Another coordinator has to invite you"),
    ):
        with pytest.raises(Incomplete) as refused:
            invite_applicant(application=application.pk, by=office(), address=address)
        assert said in refused.value.problems[0].message
    known = make_application(make_person(), make_credential(code="IMHS"), state="submitted").person
    with_account = enter(person=known.pk, note="She asked.")
    with pytest.raises(WrongState, match="has an account already"):
        invite_applicant(application=with_account.pk, by=office(), address="new@example.org")
    assert not Invitation.objects.exists()


def test_the_invitation_leaves_from_the_desk(client: Client):
    application = enter(email="", postal_address="Hilo")
    client.force_login(office())
    page = f"/admin/endorsement/on-paper/{application.pk}/invite/"
    assert client.get(page).status_code == 200
    assert "This is no e-mail address." in client.post(page, {"address": "no address"}).content.decode()
    assert client.post(page, {"address": ADDRESS})["Location"] == "/admin/endorsement/on-paper/"
    application.person.refresh_from_db()
    assert application.person.email == ADDRESS
    assert Invitation.objects.get().address == ADDRESS


def test_what_was_entered_is_masked_and_whoever_entered_it_never_scores():
    application = enter(postal_address="12 Kukui Street\nHilo")
    add_evidence(
        application=application.pk, by=office(), kind="work", values={"organization": "Harbor Clinic"}
    )
    freeze_evidence(application)
    marks = {
        (one["kind"], one["value"])
        for one in identifiers_of(application.person, application.evidence.all(), [])
    }
    assert {
        ("given_name", "Kaʻiulani"),
        ("email", ADDRESS),
        ("address", "12 Kukui Street\nHilo"),
    } <= marks
    assert "Harbor Clinic" in {value for _, value in marks}
    Application.objects.filter(pk=application.pk).update(state="exam", submitted_at=timezone.now())
    application.refresh_from_db()
    assert office().pk in barred_from(make_sitting("open", application=application))
