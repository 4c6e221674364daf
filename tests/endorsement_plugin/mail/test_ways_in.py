"""Letters that lead to a page of one's own, to somebody without an account: each says how to get in."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from endorsement_plugin.joining.actions.invite import invite_to_join
from endorsement_plugin.mail.catalog import LETTERS
from endorsement_plugin.mail.catalog.holders import HOLDER
from endorsement_plugin.mail.letters import Letter, address_of, compose, compose_for_holder
from endorsement_plugin.models import Application, Endorsement, Invitation, LetterText, Mail, Person, Renewal
from tests.factories.applications import make_application
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_person, make_user

from .test_letter_texts import OTHERS

pytestmark = pytest.mark.django_db

ADDRESS = "ina@work.example"
ASK = "Ask Hawaiʻi Association"
TO_OTHERS = {"enquiry", "enquiries_wait", "news", "not_as_scheduled"}
"""To coordinators, editors and whoever asked something: not to whom a record is about."""


@pytest.fixture
def person(db: None) -> Person:
    return Person.objects.create(given_name="Ina", family_name="Kealoha", contact_email=ADDRESS)


@pytest.fixture
def held(person: Person) -> Endorsement:
    return make_endorsement(person, make_credential(make_association(), "IFS"), origin="import")


@pytest.fixture
def application(person: Person) -> Application:
    return make_application(person, make_credential(make_association(), "IMHS"), state="submitted")


def for_holder(name: str, held: Endorsement) -> Letter:
    """The letter with what its examples say, and its page where it has one of its own."""
    given = {one.name: one.example for one in LETTERS[name].placeholders if one not in HOLDER}
    renewal = Renewal(endorsement=held, starts_on=held.granted_on, due=held.renewal_due)
    page = address_of(held.association, reverse("endorsement:receipt", args=[renewal.pk]))
    rows = {"receipt": page, "renewal": renewal, "renewals": [renewal], "parts": [held]}
    return compose_for_holder(name, held, **{**given, **rows})


def for_applicant(name: str, application: Application) -> Letter:
    page = reverse("endorsement:application", args=[application.pk])
    return compose(name, application, link=address_of(application.association, page))


def own_pages(held: Endorsement) -> str:
    return address_of(held.association, reverse("endorsement:applications"))


def invite(held: Endorsement) -> Invitation:
    return invite_to_join(endorsement=held.pk, by=make_coordinator(held.association), address=ADDRESS)


def way_in(letter: Letter) -> str:
    """What stands below the letter."""
    _, found, rest = letter.body.partition("The page above opens with an account")
    return found + rest


@pytest.mark.parametrize("name", LETTERS)
@pytest.mark.parametrize("own_words", [False, True])
def test_every_letter_to_a_holder(held, name, own_words):
    if own_words:
        LetterText.objects.create(
            association=held.association, name=name, number=1, subject="x", body="Here:\n{link}"
        )
    letter = for_holder(name, held)
    assert own_pages(held) in letter.body
    assert held.association.email in way_in(letter)
    invitation = invite(held)
    told = way_in(for_holder(name, held))
    assert "/join/" in told
    assert f"until {timezone.localtime(invitation.expires_at).day} " in told
    held.person.user = make_user(ADDRESS)
    assert way_in(for_holder(name, held)) == ""


@pytest.mark.parametrize("name", sorted(OTHERS - TO_OTHERS))
def test_every_letter_to_an_applicant(held, application, name):
    letter = for_applicant(name, application)
    assert own_pages(held) in letter.body
    assert held.association.email in way_in(letter)
    invite(held)
    assert "/join/" in way_in(for_applicant(name, application))
    application.person.user = make_user(ADDRESS)
    assert way_in(for_applicant(name, application)) == ""


def test_the_invitation_itself_is_way_enough(held):
    invite(held)
    assert way_in(Letter("", Mail.objects.get().body)) == ""


def test_the_link_in_a_later_letter_opens_the_record(held):
    invite(held)
    link = re.search(r"http\S+(/join/\S+)", way_in(for_holder("lapse_warning", held)))
    assert link is not None
    client = Client()
    client.force_login(make_user(ADDRESS))
    assert held.number in client.get(link[1]).text
    client.post(link[1])
    held.refresh_from_db()
    assert held.person.user is not None
    page = reverse("endorsement:endorsement", args=[held.number])
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("spent", ["expired", "ended", "elsewhere", "another address"])
def test_no_link_is_given_that_would_not_work(held, spent):
    invitation = invite(held)
    match spent:
        case "expired":
            invitation.expires_at = timezone.now() - timedelta(days=1)
        case "ended":
            invitation.token_digest = None
        case "elsewhere":
            invitation.association = make_association("mi-aimh", "mi-aimh.localhost")
        case _:
            invitation.address = "ina@home.example"
    invitation.save()
    letter = for_holder("lapse_warning", held)
    assert "/join/" not in letter.body
    assert "for an invitation" in way_in(letter)


def test_whoever_writes_to_none_is_not_named_with_one(held):
    held.association.email = ""
    assert re.search(r"Ask [^()]+ for an invitation", way_in(for_holder("lapse_warning", held)))


def test_a_letter_to_somebody_with_an_account_costs_no_query_more(django_assert_num_queries):
    rows = Endorsement.objects.select_related("person__user", "credential", "association__site")
    held = rows.get(pk=make_endorsement(make_person()).pk)
    with django_assert_num_queries(1):
        for_holder("lapse_warning", held)
