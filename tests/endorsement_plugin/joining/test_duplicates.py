"""Records that look like one person's: who finds which pair, and what becomes of it."""

from datetime import date
from unittest import mock
from uuid import UUID, uuid4

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from endorsement_plugin.errors import NotAllowed, Refusal
from endorsement_plugin.joining import pairs
from endorsement_plugin.joining.actions.merge_people import merge_people
from endorsement_plugin.joining.actions.settle_pair import GONE, join_pair, tell_apart
from endorsement_plugin.joining.pairs import LARGEST, Pair, pair_for, pairs_for
from endorsement_plugin.joining.rules import Details, alike_in
from endorsement_plugin.models import Application, DistinctPair, JoinedRecord, Person
from tests.factories.applications import make_application
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_person
from tests.racing import at_once, refusals

from .twins import NUMBER, coordinator, moved_in, signed_up, stranger

__all__ = ["coordinator", "moved_in", "signed_up", "stranger"]

pytestmark = pytest.mark.django_db


def path_of(one: Person, other: Person) -> str:
    return reverse("endorsement_duplicates:pair", args=[one.pk, other.pk])


KAI = ("Kaʻiulani Kealoha",)
SMITH = ("Ina Smith",)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ({"license_number": "LMFT-12"}, {"license_number": "lmft 12"}, ["license number"]),
        ({"member_number": "A1"}, {"member_number": "a1"}, ["member number"]),
        ({"phone": "+1 (808) 555-0100"}, {"phone": "808.555.0100"}, ["phone number"]),
        ({"phone": "٨٠٨٥٥٥٠١٠٠"}, {"phone": "8085550100"}, ["phone number"]),
        ({"employer": "Keiki Clinic"}, {"employer": "KEIKI  clinic"}, ["employer"]),
        ({"phone": "1"}, {"phone": "1"}, []),
        ({"license_number": "N/A"}, {"license_number": "n/a"}, []),
        ({"member_number": "none"}, {"member_number": "None"}, []),
        ({}, {}, []),
        ({"license_number": "1"}, {"member_number": "1"}, []),
    ],
)
def test_the_same_name_and_one_thing_more(one, other, alike):
    first = Details(KAI, **one)
    for spelled in ("KAIULANI Kealoha", "Kealoha, Kaʻiulani", "Kai\u02bbulani  kealoha"):
        assert alike_in(first, Details((spelled,), **other)) == alike
    assert alike_in(first, Details(("Mele Akana",), **other)) == []
    assert alike_in(Details(("",), **one), Details(("",), **other)) == []


@pytest.mark.parametrize(
    ("said", "alike"),
    [
        ({"license_number": "7"}, True),
        ({"member_number": "7"}, True),
        ({"addresses": frozenset({"ina@example.org"})}, True),
        ({"phone": "8085550100"}, False),
        ({"employer": "Keiki Clinic"}, False),
    ],
)
def test_whoever_married_is_known_by_a_number_of_their_own(said, alike):
    married = ("Ina Kealoha",)
    assert bool(alike_in(Details(SMITH, **said), Details(married, **said))) is alike
    assert alike_in(Details(SMITH, **said), Details((*married, "Ina Smith"), **said)) != []


def test_what_many_have_in_common_tells_nobody_from_anybody(coordinator):
    for number in range(LARGEST + 1):
        one = Person.objects.create(given_name="Ina", family_name=f"No {number}", license_number="0000")
        make_endorsement(one)
        if number == LARGEST - 1:
            assert len(pairs_for(coordinator)) == LARGEST * (LARGEST - 1) // 2
    assert pairs_for(coordinator) == []


def test_an_address_with_a_tag_is_one_address(coordinator, moved_in):
    Person.objects.filter(pk=moved_in.pk).update(license_number="")
    moved_in.refresh_from_db()
    moved_in.contact_email = "i.na+list@gmail.com"
    moved_in.save()
    other = make_person()
    make_application(other, make_credential(code="IFA"), state="submitted")
    EmailAddress.objects.create(user=other.account, email="ina@gmail.com", verified=False)
    assert pairs_for(coordinator) == []
    EmailAddress.objects.update(verified=True)
    (pair,) = pairs_for(coordinator)
    assert pair.alike == ["e-mail address"]


def assert_no_pair(client: Client, by: User, one: Person, other: Person) -> None:
    client.force_login(by)
    assert pairs_for(by) == []
    for first, second in ((one, other), (other, one)):
        assert client.get(path_of(first, second)).status_code == 404
        with pytest.raises(NotAllowed):
            join_pair(keep=first.pk, other=second.pk, by=by, reason="Asked.")
        with pytest.raises(NotAllowed):
            tell_apart(one=first.pk, other=second.pk, by=by)


def test_an_account_that_has_nothing_here_is_no_pair_with_a_record_moved_in(
    client, coordinator, moved_in, stranger
):
    assert_no_pair(client, coordinator, moved_in, stranger)
    make_application(stranger, make_credential(code="IFA"), state="draft")
    assert_no_pair(client, coordinator, moved_in, stranger)
    assert not DistinctPair.objects.exists()
    for other in (stranger, Person(pk=uuid4())):
        page = client.post(path_of(moved_in, other), {"then": "join"}, follow=True)
        assert GONE in page.content.decode()


@pytest.mark.parametrize("state", ["draft", "submitted"])
def test_whoever_is_with_others_only_is_on_nobodys_list(client, coordinator, moved_in, stranger, state):
    elsewhere = make_association("mi-aimh", "mi-aimh.localhost")
    make_application(stranger, make_credential(elsewhere, "MI"), state=state)
    other = make_coordinator(elsewhere, "connie@example.org")
    assert pairs_for(other) == []
    assert_no_pair(client, coordinator, moved_in, stranger)


def test_whoever_applies_on_paper_is_here_before_it_is_handed_in(coordinator, moved_in):
    row = Person.objects.create(given_name="Ina", family_name="Applicant", license_number=NUMBER)
    entered = make_application(row, make_credential(code="IFA"))
    assert pairs_for(coordinator) == []
    Application.objects.filter(pk=entered.pk).update(
        entered_by=coordinator, paper_received_on=date(2026, 1, 5)
    )
    assert [{pair.one, pair.other} for pair in pairs_for(coordinator)] == [{moved_in, row}]
    elsewhere = make_association("mi-aimh", "mi-aimh.localhost")
    assert pairs_for(make_coordinator(elsewhere, "connie@example.org")) == []
    Person.objects.filter(pk=row.pk).update(user=User.objects.create(username="ina"))
    assert pairs_for(coordinator) == []


def test_nobody_settles_their_own(coordinator, moved_in):
    own = Person.objects.create(
        user=coordinator, given_name="Ina", family_name="Applicant", license_number=NUMBER
    )
    assert pairs_for(coordinator) == []
    with pytest.raises(NotAllowed):
        join_pair(keep=own.pk, other=moved_in.pk, by=coordinator, reason="It is me.")
    with pytest.raises(NotAllowed):
        tell_apart(one=own.pk, other=moved_in.pk, by=coordinator)


def test_a_pair_is_looked_at_again_once_its_rows_are_held(coordinator, moved_in, signed_up):
    def once(by: User, one: UUID, other: UUID) -> Pair | None:
        """As if somebody had corrected the license number while the rows were waited for."""
        found = pair_for(by, one, other)
        Person.objects.filter(pk=signed_up.pk).update(license_number="")
        return found

    with (
        mock.patch("endorsement_plugin.joining.actions.settle_pair.pair_for", side_effect=once) as asked,
        pytest.raises(NotAllowed, match="one of the two has changed"),
    ):
        join_pair(keep=signed_up.pk, other=moved_in.pk, by=coordinator, reason="Asked.")
    assert asked.call_count == 2
    assert Person.objects.count() == 2


def test_two_without_a_likeness_are_no_pair(coordinator, moved_in, signed_up):
    Person.objects.filter(pk=signed_up.pk).update(license_number="")
    assert pair_for(coordinator, moved_in.pk, signed_up.pk) is None


def test_who_is_somebody_else_stays_somebody_else_after_joining(coordinator, moved_in, signed_up):
    third = Person.objects.create(given_name="Ina", family_name="Applicant", license_number=NUMBER)
    make_endorsement(third)
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


def test_many_take_no_more_queries(coordinator, moved_in, signed_up, django_assert_num_queries):
    for number in range(30):
        for _ in range(2):
            one = Person.objects.create(
                given_name="Pat", family_name=f"No {number}", member_number=str(number)
            )
            make_endorsement(one)
    with django_assert_num_queries(5):
        assert len(pairs_for(coordinator)) == 31


def looked_at(count: int, monkeypatch: pytest.MonkeyPatch, coordinator: User) -> int:
    """How many twos are compared among so many people of three names and one office."""
    names = [("Maria", "Garcia"), ("Ann", "Smith"), ("Mei", "Li")]
    rows = Person.objects.bulk_create(
        Person(
            given_name=given,
            family_name=family,
            license_number=f"L-{number // 2}",
            phone="808 555 0100",
            employer="Keiki Clinic",
        )
        for number in range(count)
        for given, family in [names[number // 2 % 3]]
    )
    compared = mock.Mock(wraps=alike_in)
    monkeypatch.setattr(pairs, "alike_in", compared)
    monkeypatch.setattr(
        pairs, "people_coordinated_by", lambda by: Person.objects.filter(pk__in=[one.pk for one in rows])
    )
    assert len(pairs_for(coordinator)) == count // 2
    return int(compared.call_count)


def test_time_grows_with_the_people_and_not_with_their_pairs(coordinator, monkeypatch):
    assert looked_at(600, monkeypatch, coordinator) == 300


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_coordinators_who_join_them_at_once_either_way_one_does():
    association = make_association()
    both = [make_coordinator(association, f"c{number}@example.org") for number in range(2)]
    pair = [
        Person.objects.create(given_name="Ina", family_name="Applicant", license_number=NUMBER) for _ in both
    ]
    for number, code in enumerate(("IFS", "IMHS")):
        make_endorsement(pair[number], make_credential(association, code))

    def join(number: int) -> Person:
        keep, other = pair[number].pk, pair[1 - number].pk
        return join_pair(keep=keep, other=other, by=both[number], reason="Asked.")

    results = at_once(lambda: join(0), lambda: join(1))
    assert refusals(results, Refusal) == 1
    assert Person.objects.get().endorsements.count() == 2
    assert JoinedRecord.objects.count() == 1
