"""Records that look like one person's: who sees which pair, what is shown of it, and how it is settled."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from endorsement_plugin.errors import NotAllowed
from endorsement_plugin.joining.actions.merge_people import merge_people
from endorsement_plugin.joining.actions.settle_pair import join_pair, tell_apart
from endorsement_plugin.joining.queries import pair_for, pairs_for
from endorsement_plugin.joining.rules import Details, alike_in
from endorsement_plugin.models import DistinctPair, JoinedRecord, Person
from tests.factories.applications import make_application
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_person

pytestmark = pytest.mark.django_db

LIST = "/admin/endorsement/duplicates/"
NUMBER = "LMFT-1234"


@pytest.fixture
def coordinator(db):
    return make_coordinator(make_association())


@pytest.fixture
def moved_in(db) -> Person:
    """An endorsee from the old list, without an account."""
    row = Person.objects.create(
        given_name="Ina", family_name="Applicant", license_number=NUMBER, phone="(808) 555-0100"
    )
    make_endorsement(row)
    return row


@pytest.fixture
def signed_up(db) -> Person:
    """The same name, with an account, and nothing sent anywhere."""
    row = make_person()
    Person.objects.filter(pk=row.pk).update(license_number="lmft 1234", employer="Secret Clinic")
    return Person.objects.get(pk=row.pk)


def path_of(one: Person, other: Person) -> str:
    return reverse("endorsement_duplicates:pair", args=[one.pk, other.pk])


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ({"license_number": "LMFT-12"}, {"license_number": "lmft 12"}, ["license number"]),
        ({"member_number": "A1"}, {"member_number": "a1"}, ["member number"]),
        ({"phone": "+1 (808) 555-0100"}, {"phone": "808.555.0100"}, ["phone number"]),
        ({"phone": "٨٠٨٥٥٥٠١٠٠"}, {"phone": "8085550100"}, ["phone number"]),
        ({"employer": "Keiki Clinic"}, {"employer": "KEIKI  clinic"}, ["employer"]),
        ({"phone": "1"}, {"phone": "1"}, []),
        ({}, {}, []),
        ({"license_number": "1"}, {"member_number": "1"}, []),
    ],
)
def test_the_same_name_and_one_thing_more(one, other, alike):
    first, second = Details("Kaʻiulani Kealoha", **one), Details("KAIULANI Kealoha", **other)
    assert alike_in(first, second) == alike
    assert alike_in(first, Details("Kai Kealoha", **other)) == []
    assert alike_in(Details("", **one), Details("", **other)) == []


def test_an_address_with_a_tag_is_one_address(coordinator, moved_in):
    Person.objects.filter(pk=moved_in.pk).update(license_number="")
    moved_in.refresh_from_db()
    moved_in.contact_email = "i.na+list@gmail.com"
    moved_in.save()
    EmailAddress.objects.create(user=make_person().account, email="ina@gmail.com", verified=False)
    assert pairs_for(coordinator) == []
    EmailAddress.objects.update(verified=True)
    (pair,) = pairs_for(coordinator)
    assert pair.alike == ["e-mail address"]


def test_whoever_has_nothing_here_is_not_shown(client, coordinator, moved_in, signed_up):
    client.force_login(coordinator)
    assert path_of(moved_in, signed_up) in client.get(LIST).content.decode()
    page = client.get(path_of(moved_in, signed_up)).content.decode()
    assert "license number" in page
    assert "(808) 555-0100" in page
    assert "Secret Clinic" not in page
    assert signed_up.email not in page
    assert "you see no more of them than the name and since when they are on record" in page


def test_with_something_here_both_are_shown(client, coordinator, moved_in, signed_up):
    make_application(signed_up, make_credential(code="IFA"), state="submitted")
    client.force_login(coordinator)
    page = client.get(path_of(moved_in, signed_up)).content.decode()
    assert "Secret Clinic" in page
    assert "IFA, " in page
    assert "you see no more" not in page


@pytest.mark.parametrize("state", ["draft", "submitted"])
def test_whoever_is_with_others_only_is_on_nobodys_list(client, coordinator, moved_in, signed_up, state):
    elsewhere = make_association("mi-aimh", "mi-aimh.localhost")
    make_application(signed_up, make_credential(elsewhere, "MI"), state=state)
    other = make_coordinator(elsewhere, "connie@example.org")
    assert pairs_for(coordinator) == []
    assert pairs_for(other) == []
    client.force_login(coordinator)
    assert client.get(path_of(moved_in, signed_up)).status_code == 404
    with pytest.raises(NotAllowed):
        join_pair(keep=moved_in.pk, other=signed_up.pk, by=coordinator, reason="Asked.")


def test_nobody_settles_their_own(coordinator, moved_in):
    own = Person.objects.create(
        user=coordinator, given_name="Ina", family_name="Applicant", license_number=NUMBER
    )
    assert pairs_for(coordinator) == []
    with pytest.raises(NotAllowed):
        join_pair(keep=own.pk, other=moved_in.pk, by=coordinator, reason="It is me.")
    with pytest.raises(NotAllowed):
        tell_apart(one=own.pk, other=moved_in.pk, by=coordinator)


def test_two_without_a_likeness_are_no_pair(coordinator, moved_in, signed_up):
    Person.objects.filter(pk=signed_up.pk).update(license_number="")
    assert pair_for(coordinator, moved_in.pk, signed_up.pk) is None


def test_joined_on_the_page(client, coordinator, moved_in, signed_up):
    client.force_login(coordinator)
    path = path_of(moved_in, signed_up)
    typed = {"then": "join", "keep": str(signed_up.pk), "reason": "She called from her number."}
    refused = client.post(path, typed).content.decode()
    assert "Tick this if you have made sure." in refused
    assert "She called from her number." in refused
    assert "Write how you know" in client.post(path, typed | {"reason": " ", "sure": "on"}).content.decode()
    done = client.post(path, typed | {"sure": "on"}, follow=True).content.decode()
    assert "Joined. Everything is with Ina Applicant now." in done
    event = signed_up.endorsements.get().events.get(action="joined")
    assert event.detail == "Ina Applicant · She called from her number."
    row = signed_up.joined_records.get()
    assert (row.joined_by, row.reason, row.user) == (coordinator, "She called from her number.", None)
    assert "No two records look like one person’s." in done


def test_a_second_tab_is_told_that_it_is_settled(client, coordinator, moved_in, signed_up):
    client.force_login(coordinator)
    path = path_of(moved_in, signed_up)
    merge_people(keep=signed_up.pk, other=moved_in.pk, by=None, role="system")
    for then in ("join", "apart"):
        page = client.post(path, {"then": then}, follow=True).content.decode()
        assert "is not there any more" in page
    assert client.get(path).status_code == 404


def test_what_stands_in_the_way_is_said_before_and_after(client, coordinator, moved_in, signed_up):
    make_endorsement(signed_up)
    client.force_login(coordinator)
    path = path_of(moved_in, signed_up)
    page = client.get(path).content.decode()
    assert "They cannot be joined yet" in page
    assert "retire one of them first" in page
    assert "Join them</button>" not in page
    typed = {"then": "join", "keep": str(signed_up.pk), "reason": "Asked.", "sure": "on"}
    assert "retire one of them first" in client.post(path, typed).content.decode()
    assert Person.objects.filter(pk=moved_in.pk).exists()


def test_told_apart_is_kept_with_who_and_may_be_joined_after_all(client, coordinator, moved_in, signed_up):
    client.force_login(coordinator)
    path = path_of(moved_in, signed_up)
    page = client.post(path, {"then": "apart"}, follow=True).content.decode()
    assert "No two records look like one person’s." in page
    assert "Said to be two people" in page
    client.post(path, {"then": "apart"})
    assert DistinctPair.objects.get().said_by == coordinator
    assert "that these are two people." in client.get(path).content.decode()
    join_pair(keep=signed_up.pk, other=moved_in.pk, by=coordinator, reason="They are one.")
    assert not DistinctPair.objects.exists()


def test_who_is_somebody_else_stays_somebody_else_after_joining(coordinator, moved_in, signed_up):
    third = Person.objects.create(given_name="Ina", family_name="Applicant", license_number=NUMBER)
    tell_apart(one=moved_in.pk, other=third.pk, by=coordinator)
    stays = merge_people(keep=signed_up.pk, other=moved_in.pk, by=coordinator, role="coordinator")
    row = DistinctPair.objects.get()
    assert {row.first, row.second} == {stays, third}
    assert row.said_by == coordinator


def test_the_account_that_is_left_is_kept_and_moves_along(person):
    other, last = make_person("ina@second.example"), make_person("ina@third.example")
    left = other.account
    merge_people(keep=person.pk, other=other.pk, by=None, role="system")
    stays = merge_people(keep=last.pk, other=person.pk, by=None, role="system")
    assert set(JoinedRecord.objects.values_list("person", flat=True)) == {stays.pk}
    assert {one.user for one in stays.joined_records.all()} == {left, person.account}


def test_many_take_no_more_queries(coordinator, moved_in, signed_up, django_assert_max_num_queries):
    for number in range(30):
        for _ in range(2):
            one = Person.objects.create(given_name="Pat", family_name=f"No {number}", member_number="7")
        make_endorsement(one)
    with django_assert_max_num_queries(10):
        assert len(pairs_for(coordinator)) == 31
