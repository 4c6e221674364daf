"""Somebody who was moved in gets a letter, and joins their record to an account: once, and nobody else."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from endorsement_plugin.errors import Incomplete, LinkGone, NotAllowed, WrongState
from endorsement_plugin.imports.actions.run import run_import
from endorsement_plugin.joining.actions.invite import invite_moved_in, invite_to_join
from endorsement_plugin.joining.actions.join import join_record
from endorsement_plugin.joining.actions.merge_people import merge_people
from endorsement_plugin.mail.links import digest
from endorsement_plugin.models import Endorsement, Invitation, Mail, Person
from review_queue.work.running import run_due
from tests.factories.applications import add_evidence, make_application
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.imports import INA, OTTO, checked
from tests.factories.people import make_coordinator, make_person, make_user
from tests.racing import at_once, refusals

pytestmark = pytest.mark.django_db

ADDRESS = "ina@work.example"


def moved_in_endorsement(code: str = "IFS") -> Endorsement:
    person, _ = Person.objects.get_or_create(
        given_name="Ina", family_name="Kealoha", defaults={"contact_email": ADDRESS}
    )
    return make_endorsement(person, make_credential(make_association(), code), origin="import")


@pytest.fixture
def held(db: None) -> Endorsement:
    return moved_in_endorsement()


def invite(held: Endorsement, address: str = ADDRESS) -> str:
    """The token of the letter that leaves."""
    invite_to_join(endorsement=held.pk, by=make_coordinator(held.association), address=address)
    found = [re.search(r"/join/([\w-]+)/", letter.body) for letter in Mail.objects.filter(endorsement=held)]
    tokens = {match[1] for match in found if match}
    (token,) = (token for token in tokens if Invitation.objects.filter(token_digest=digest(token)).exists())
    return token


def test_the_letter_has_a_link_and_nothing_that_is_secret_beside_it(held: Endorsement):
    token = invite(held)
    letter = Mail.objects.get()
    assert letter.to == ADDRESS
    assert held.number not in letter.body
    row = Invitation.objects.get()
    assert row.token_digest == digest(token)
    assert len(token) >= 43
    assert held.events.get(action="invited").detail == ADDRESS


def test_an_account_takes_the_record_over(held: Endorsement):
    token, user = invite(held), make_user(ADDRESS)
    join_record(token=token, by=user)
    held.refresh_from_db()
    assert held.person.user == user
    event = held.events.get(action="joined")
    assert (event.actor, event.role, event.detail) == (user, "holder", f"By the invitation to {ADDRESS}.")


def test_an_account_with_a_record_keeps_it_and_takes_the_other_in(held: Endorsement):
    own = make_person(ADDRESS, "Ina", "Kealoha-Smith")
    entry = add_evidence(own)
    join_record(token=invite(held), by=own.account)
    held.refresh_from_db()
    assert held.person == own
    assert list(own.evidence.all()) == [entry]
    assert Person.objects.count() == 1


def test_two_records_that_cannot_be_one_are_refused_and_the_link_stays(held: Endorsement):
    own = make_person(ADDRESS, "Ina", "Kealoha")
    make_endorsement(own, held.credential, number="OTHER")
    token = invite(held)
    with pytest.raises(Incomplete, match="Nobody is endorsed twice"):
        join_record(token=token, by=own.account)
    assert Invitation.objects.get().token_digest == digest(token)


def test_a_link_that_was_forwarded_is_of_no_use(held: Endorsement):
    token = invite(held)
    with pytest.raises(NotAllowed, match="went to another address"):
        join_record(token=token, by=make_user("otto@example.org"))
    unconfirmed = make_user(ADDRESS)
    EmailAddress.objects.filter(user=unconfirmed).update(verified=False)
    with pytest.raises(NotAllowed):
        join_record(token=token, by=unconfirmed)
    held.refresh_from_db()
    assert held.person.user is None


def test_nobody_invites_themselves(held: Endorsement):
    cora = make_coordinator(held.association)
    EmailAddress.objects.create(user=cora, email="cora@home.example", verified=True)
    for address in (cora.email, "Cora@home.example"):
        with pytest.raises(Incomplete, match="an address of yours") as refused:
            invite_to_join(endorsement=held.pk, by=cora, address=address)
        assert refused.value.problems[0].where == ("address",)
    assert not Invitation.objects.exists()
    held.person.refresh_from_db()
    assert held.person.contact_email == ADDRESS
    client = Client()
    client.force_login(cora)
    page = client.post(reverse("endorsement_endorsements:invite", args=[held.pk]), {"address": cora.email})
    assert "Another coordinator has to invite you" in page.text


def test_whoever_sent_an_invitation_does_not_take_it_up_by_an_address_confirmed_later(held: Endorsement):
    token = invite(held, "cora@home.example")
    cora = make_coordinator(held.association)
    EmailAddress.objects.create(user=cora, email="cora@home.example", verified=True)
    with pytest.raises(NotAllowed, match="another coordinator has to"):
        join_record(token=token, by=cora)
    held.person.refresh_from_db()
    assert held.person.user is None
    invite_to_join(
        endorsement=held.pk,
        by=make_coordinator(held.association, "colleague@example.org"),
        address="cora@home.example",
    )
    bodies = Mail.objects.filter(endorsement=held).values_list("body", flat=True)
    tokens = [match[1] for body in bodies if (match := re.search(r"/join/([\w-]+)/", body))]
    (again,) = (one for one in tokens if Invitation.objects.filter(token_digest=digest(one)).exists())
    assert join_record(token=again, by=cora).user == cora


def test_a_further_address_that_was_confirmed_will_do(held: Endorsement):
    user = make_user("ina@home.example")
    EmailAddress.objects.create(user=user, email="Ina@Work.example", verified=True)
    assert join_record(token=invite(held), by=user).user == user


def test_a_link_works_once(held: Endorsement):
    token, user = invite(held), make_user(ADDRESS)
    join_record(token=token, by=user)
    with pytest.raises(LinkGone):
        join_record(token=token, by=user)


def test_a_link_expires(held: Endorsement):
    token = invite(held)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(LinkGone):
        join_record(token=token, by=make_user(ADDRESS))


def test_a_newer_letter_ends_the_link_before(held: Endorsement):
    first, second = invite(held), invite(held, "ina@other.example")
    with pytest.raises(LinkGone):
        join_record(token=first, by=make_user(ADDRESS))
    assert join_record(token=second, by=make_user("ina@other.example"))


@pytest.mark.parametrize("token", ["", "x", "x" * 43])
def test_a_link_that_was_never_given_out(held: Endorsement, token: str):
    with pytest.raises(LinkGone):
        join_record(token=token, by=make_user(ADDRESS))


def test_whoever_has_joined_is_not_invited(held: Endorsement):
    join_record(token=invite(held), by=make_user(ADDRESS))
    with pytest.raises(WrongState, match="has an account already"):
        invite(held)


def test_a_record_that_was_merged_meanwhile_has_no_link_any_more(held: Endorsement):
    token = invite(held)
    own = make_person("ina@home.example", "Ina", "Kealoha")
    merge_people(keep=own.pk, other=held.person_id, by=None, role="coordinator")
    with pytest.raises(LinkGone):
        join_record(token=token, by=make_user(ADDRESS))


def test_only_its_coordinators_invite_and_nobody_without_an_address(held: Endorsement):
    stranger = make_coordinator(make_association("other", "other.localhost"), "oda@example.org")
    with pytest.raises(NotAllowed):
        invite_to_join(endorsement=held.pk, by=stranger, address=ADDRESS)
    with pytest.raises(Incomplete, match="address is missing"):
        invite_to_join(endorsement=held.pk, by=make_coordinator(held.association), address="")
    assert not Mail.objects.exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_clicks_at_once_one_joins():
    held = moved_in_endorsement()
    token, user = invite(held), make_user(ADDRESS)
    make_application(make_person(ADDRESS), make_credential(held.association, "IFA"))
    results = at_once(lambda: join_record(token=token, by=user), lambda: join_record(token=token, by=user))
    assert refusals(results, LinkGone) == 1
    assert held.events.filter(action="joined").count() == 1
    assert Person.objects.count() == 1


def test_an_import_invites_only_when_it_was_chosen_and_each_once(db: None):
    association = make_association()
    make_credential(association, "IFS")
    cora = make_coordinator(association)
    source = checked(association, cora, [INA, OTTO, ("OLD-3", "Bo", "Bell", "bo@example.org", *INA[4:])])
    run_import(source=source.pk, by=cora, invites=True)
    run_due()
    assert sorted(Mail.objects.values_list("to", flat=True)) == ["bo@example.org", "ina@example.org"]
    assert invite_moved_in(source=source.pk) == 0
    assert Mail.objects.count() == 2


# The page


def test_the_page_says_nothing_of_the_record_until_it_is_theirs(client, held: Endorsement):
    path = f"/join/{invite(held)}/"
    signed_out = client.get(path).content.decode()
    client.force_login(make_user("otto@example.org"))
    other = client.get(path).content.decode()
    for shown in (signed_out, other):
        assert "i…@work.example" in shown
        assert not any(secret in shown for secret in (held.number, "Kealoha", ADDRESS))
    assert "Add the address to this account" in other
    refused = client.post(path, follow=True).content.decode()
    assert "went to another address" in refused
    held.refresh_from_db()
    assert held.person.user is None


def test_what_would_be_joined_is_shown_and_a_press_joins_it(client, held: Endorsement):
    path = f"/join/{invite(held)}/"
    client.force_login(make_user(ADDRESS))
    response = client.get(path)
    shown = response.content.decode()
    assert held.number in shown
    assert "granted on 15 January 2026, renewal due 15 January 2027" in shown
    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("no-store", "same-origin")
    held.refresh_from_db()
    assert held.person.user is None
    assert "Joined." in client.post(path, follow=True).content.decode()
    again = client.post(path)
    assert again.status_code == 404
    assert "This link does not work" in again.content.decode()


def test_what_stands_in_the_way_is_said_before_anything_is_pressed(client, held: Endorsement):
    own = make_person(ADDRESS, "Ina", "Kealoha")
    make_endorsement(own, held.credential, number="OTHER")
    path = f"/join/{invite(held)}/"
    client.force_login(own.account)
    shown = client.get(path).content.decode()
    assert "one of them has to be retired first" in shown
    assert "It cannot be joined to your account yet." in shown
    assert "join it</button>" not in shown


def test_a_link_is_there_on_its_own_association_s_site_only(client, held: Endorsement):
    make_association("other", "other.localhost")
    path = f"/join/{invite(held)}/"
    client.force_login(make_user(ADDRESS))
    assert client.get(path, headers={"host": "other.localhost"}).status_code == 404


def test_a_coordinator_invites_from_the_file_of_the_endorsement(client, held: Endorsement):
    client.force_login(make_coordinator(held.association))
    file = f"/admin/endorsement/endorsements/{held.pk}/"
    assert "Invite them to join an account" in client.get(file).content.decode()
    assert "This is no e-mail address." in client.post(f"{file}invite/", {"address": "no"}).content.decode()
    client.post(f"{file}invite/", {"address": "ina@other.example"})
    assert Mail.objects.get().to == "ina@other.example"
    assert "at ina@other.example" in client.get(file).content.decode()
