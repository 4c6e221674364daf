"""Conflicts that reviewers declare ahead: matched while a sender's words are in memory, kept as digests."""

import pytest
from django.core import serializers
from django.urls import reverse

from review_queue import intake
from review_queue.models import BarredUser, DeclaredConflict, ReviewerChange
from review_queue.models.bars import domain_key, person_key
from review_queue.roster.actions.declare import declare_conflict, withdraw_conflict
from tests.factories import reviews
from tests.review_queue.conftest import signed_in

pytestmark = pytest.mark.django_db

CANDIDATE = [
    {"kind": "given_name", "value": "Leilani Rose"},
    {"kind": "family_name", "value": "Kaʻiulani"},
    {"kind": "former_name", "value": "Smith"},
    {"kind": "email", "value": "leilani@mail.hale-keiki.org"},
    {"kind": "employer", "value": "Hale Keiki, Inc."},
    {"kind": "referee", "value": "Ruth Referee"},
]


@pytest.fixture
def who():
    return reviews.make_reviewer()


def declare(who, kind, words):
    return declare_conflict(reviewer=who, by=who.user, kind=kind, words=words)


def barred(item) -> bool:
    return BarredUser.objects.filter(item=item).exists()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("person", "Leilani Kaiulani"),
        ("person", "Leilani R. Kaʻiulani, LMSW"),
        ("person", "KAIULANI leilani"),
        ("person", "Leilani Smith"),
        ("person", "Ruth Referee"),
        ("address", "Leilani+exam@mail.hale-keiki.org"),
        ("agency", "hale keiki inc"),
        ("domain", "hale-keiki.org"),
        ("domain", "@MAIL.hale-keiki.org"),
    ],
)
def test_it_is_honored_at_intake(who, kind, words):
    declare(who, kind, words)
    item = reviews.make_item(identifiers=CANDIDATE)
    assert list(item.barred_users.values_list("user", flat=True)) == [who.user_id]
    reviews.clear_item(item)
    assert reviews.assign_all() == []


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("person", "Leilani Kealoha"),
        ("agency", "Hale Kupuna"),
        ("domain", "keiki.org"),
        ("address", "l@x.org"),
    ],
)
def test_others_are_not_kept_out(who, kind, words):
    declare(who, kind, words)
    assert not barred(reviews.make_item(identifiers=CANDIDATE))


def test_what_is_withdrawn_is_over(who):
    row = declare(who, "person", "Leilani Smith")
    withdraw_conflict(reviewer=who, by=who.user, pk=row.pk)
    assert not barred(reviews.make_item(identifiers=CANDIDATE))
    assert list(ReviewerChange.objects.values_list("what", flat=True)) == ["withdrawn", "declared"]


def test_what_is_declared_later_is_honored_once_the_sender_speaks_again(own):
    declare(own.reviewer, "person", "Leilani Smith")
    intake.bar(own.item.ref, users=[], identifiers=CANDIDATE)
    own.refresh_from_db()
    assert own.state == "revoked"


def test_a_second_scoring_asks_anew(who):
    item, pair = reviews.make_assigned(1)
    for one in pair:
        reviews.score(one, 3)
    late = reviews.make_reviewer()
    declare(late, "person", "Leilani Smith")
    intake.rescore(item.ref, new_ref="again", reason="appeal", barred=[], identifiers=CANDIDATE)
    assert item.rescores.get().barred_users.filter(user=late.user_id).exists()


def test_an_agency_declared_later_is_honored_at_once(who):
    item = reviews.clear_item(reviews.make_item(barred_agencies=["Hale Keiki"]))
    declare(who, "agency", "Hale Keiki")
    assert reviews.assign_all() == []
    assert item.events.filter(kind="unfilled").exists()


def test_no_name_is_kept(who):
    for kind, words in (("person", "Leilani Smith"), ("address", "leilani@hale.org")):
        declare(who, kind, words)
    rows = [*DeclaredConflict.objects.all(), *ReviewerChange.objects.all()]
    dump = serializers.serialize("json", rows).casefold()
    for word in ("leilani", "smith", "hale.org"):
        assert word not in dump


@pytest.mark.parametrize(
    ("kind", "words", "said"),
    [
        ("person", "Leilani", "Write first and last name"),
        ("address", "leilani", "with its @"),
        ("agency", "…", "Write the agency’s name."),
        ("domain", "nowhere", "Write what comes after the @"),
        ("domain", "gmail.com", "Anybody can have an address there."),
        ("domain", "someone@Outlook.com", "Anybody can have an address there."),
        ("", "Leilani Smith", "Choose what it is."),
        ("person", "", "Write which."),
    ],
)
def test_what_cannot_be_compared_is_refused_in_words(who, kind, words, said):
    client = signed_in(who.user)
    response = client.post(reverse("review_queue:declare_conflict"), {"kind": kind, "words": words})
    assert response.status_code == 422
    page = response.content.decode()
    assert said in page
    assert not DeclaredConflict.objects.exists()


def test_on_the_page_and_only_ones_own(who):
    client, other = signed_in(who.user), reviews.make_reviewer()
    client.post(reverse("review_queue:declare_conflict"), {"kind": "agency", "words": "Hale Keiki"})
    row = DeclaredConflict.objects.get()
    assert "Hale Keiki" in client.get(reverse("review_queue:details")).content.decode()
    stranger = signed_in(other.user)
    assert "Hale Keiki" not in stranger.get(reverse("review_queue:details")).content.decode()
    stranger.post(reverse("review_queue:withdraw_conflict", args=[row.pk]))
    assert DeclaredConflict.objects.filter(withdrawn_at=None).exists()
    client.post(reverse("review_queue:withdraw_conflict", args=[row.pk]))
    assert not DeclaredConflict.objects.filter(withdrawn_at=None).exists()


def test_twice_is_once(who):
    for _ in range(2):
        declare(who, "agency", "Hale Keiki")
    assert DeclaredConflict.objects.count() == 1


def test_how_names_and_domains_are_compared():
    for typed in ("Kim, Min ji", "Dr. Min-ji Kim", "Min-ji Kim LMSW, IMH-E®", "Kim, Min-ji, LMSW"):
        assert person_key(typed) == person_key("Min-ji Kim")
    assert person_key("Kim, LMSW") == ""
    assert person_key("Madonna") == ""
    for typed in ("https://www.hale.org/staff", "www.hale.org", "@Hale.org", "leilani@hale.org"):
        assert domain_key(typed) == "hale.org"
