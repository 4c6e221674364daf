"""A reviewer's details, kept by the reviewer or by a chief reviewer, with a history of each change."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from review_queue.errors import NotAllowed
from review_queue.models import DeclaredConflict, Event, PoolRole, Reviewer, ReviewerChange
from review_queue.roster.actions.change_details import Details, change_details
from review_queue.scoring.actions.release_closed import release_closed
from tests.factories import reviews
from tests.review_queue.conftest import signed_in

pytestmark = pytest.mark.django_db

OWN = "review_queue:details"


@pytest.fixture
def who():
    return reviews.make_reviewer(qualifications=["IMHS", "IMHM-C"], agency="Hale Keiki")


@pytest.fixture
def desk(who):
    return signed_in(who.user)


@pytest.fixture
def leader():
    return reviews.make_staff(PoolRole.Role.CHIEF, reviews.make_pool(), first_name="Charles")


def text(response) -> str:
    return " ".join(response.content.decode().split())


def given(**more):
    return {"capacity": "4", "agency": "Hale Keiki", "languages": "en, es", "away_until": "", **more}


def test_a_reviewer_keeps_the_own_details(desk, who):
    page = reverse(OWN)
    assert "Hale Keiki" in text(desk.get(page))
    response = desk.post(page, given(qualifications=["IMHS"]), follow=True)
    who.refresh_from_db()
    assert who.capacity == 4
    assert sorted(who.languages.values_list("code", flat=True)) == ["en", "es"]
    assert list(who.qualifications.values_list("tag", flat=True)) == ["IMHS"]
    changed = text(response)
    assert "Answers at one time: 100 → 4" in changed
    assert "Qualifications: IMHM-C, IMHS → IMHS" in changed
    assert set(ReviewerChange.objects.values_list("what", flat=True)) == {
        *("capacity", "languages", "qualifications"),
    }
    assert Event.objects.filter(kind="details", actor=who.user).count() == 3


def test_saving_what_is_there_changes_nothing(desk, who):
    desk.post(reverse(OWN), given(capacity="100", languages="en", qualifications=["IMHS", "IMHM-C"]))
    assert not ReviewerChange.objects.exists()


def test_leave_is_kept_there_too(desk, who):
    until = timezone.localdate() + datetime.timedelta(days=9)
    desk.post(reverse(OWN), given(away_until=until.isoformat(), qualifications=["IMHS", "IMHM-C"]))
    who.refresh_from_db()
    assert who.away_until == until
    assert ReviewerChange.objects.filter(what="away_until", after=until.isoformat()).count() == 1
    refused = desk.post(reverse(OWN), given(away_until="2020-01-01"))
    assert refused.status_code == 422
    assert "Choose a day from today on, within a year." in text(refused)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"capacity": "0"}, "Choose a number from 1 to 50."),
        ({"capacity": "many"}, "Enter a whole number"),
        ({"languages": "Spanish!"}, "is no language tag"),
        ({"qualifications": ["MADE-UP"]}, "MADE-UP"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(desk, who, more, said):
    response = desk.post(reverse(OWN), given(agency="Kept as typed", **more))
    assert response.status_code == 422
    page = text(response)
    assert said in page
    assert "Kept as typed" in page
    assert not ReviewerChange.objects.exists()


@pytest.mark.parametrize(
    "details",
    [
        Details(qualifications=("IMHS", "IMHM-C", "NEW")),
        Details(may_adjudicate=True),
        Details(novice=True),
        Details(active=False),
    ],
)
def test_nobody_gives_themselves_what_a_chief_reviewer_gives(who, details):
    with pytest.raises(NotAllowed):
        change_details(reviewer=who, by=who.user, details=details)
    PoolRole.objects.create(pool=reviews.make_pool(), user=who.user, role=PoolRole.Role.CHIEF)
    with pytest.raises(NotAllowed):
        change_details(reviewer=who, by=who.user, details=details)


def test_a_former_agency_stays_a_conflict(desk, who):
    desk.post(reverse(OWN), given(agency="Nā Keiki", qualifications=["IMHS", "IMHM-C"]))
    assert DeclaredConflict.objects.get(reviewer=who).words == "Hale Keiki"
    item = reviews.clear_item(reviews.make_item(barred_agencies=["Hale Keiki"]))
    assert reviews.assign_all() == []
    assert item.events.filter(kind="unfilled").get().detail == "open:2 barred:1"


def test_a_chief_reviewer_keeps_them_too(leader, who):
    chief = signed_in(leader)
    page = reverse("review_queue:reviewer", args=[who.pk])
    assert page in text(chief.get(reverse("review_queue:staff")))
    sent = given(qualifications="IMHS, ERS", may_adjudicate="on", active="on", capacity="2")
    response = chief.post(page, sent, follow=True)
    who.refresh_from_db()
    assert (who.capacity, who.may_adjudicate, who.novice, who.active) == (2, True, False, True)
    assert sorted(who.qualifications.values_list("tag", flat=True)) == ["ERS", "IMHS"]
    assert "Charles Example" in text(response)
    assert "is no qualification" in text(chief.post(page, {**sent, "qualifications": "two words"}))


def test_a_chief_reviewer_reads_how_many_conflicts_and_not_which(leader, who, desk):
    desk.post(reverse("review_queue:declare_conflict"), {"kind": "agency", "words": "Secret Agency"})
    page = text(signed_in(leader).get(reverse("review_queue:reviewer", args=[who.pk])))
    assert "1 declared." in page
    assert "Secret Agency" not in page


@pytest.mark.parametrize("stranger", ["clearer", "outsider", "superuser"])
def test_nobody_else_opens_them(request, who, stranger):
    client = request.getfixturevalue(stranger)
    assert client.get(reverse("review_queue:reviewer", args=[who.pk])).status_code == 404
    assert client.get(reverse(OWN)).status_code == 404
    elsewhere = reviews.make_staff(PoolRole.Role.CHIEF, reviews.make_pool("else"))
    assert signed_in(elsewhere).get(reverse("review_queue:reviewer", args=[who.pk])).status_code == 404


def test_who_reviews_no_longer_gives_up_what_is_held(leader, own):
    chief = signed_in(leader)
    sent = given(qualifications="", capacity="5")
    chief.post(reverse("review_queue:reviewer", args=[own.reviewer_id]), sent)
    assert not Reviewer.objects.get(pk=own.reviewer_id).active
    release_closed()
    own.refresh_from_db()
    assert own.state == "revoked"


def test_nobody_changes_them_without_a_history(superuser, who):
    """What a chief reviewer changes with a history is read, not written, in the list of all reviewers."""
    who.languages.create(code="haw")
    page = reverse("admin:review_queue_reviewer_change", args=[who.pk])
    read = text(superuser.get(page))
    assert "IMHM-C" in read
    assert not {
        name for name in ("novice", "active", "capacity", "languages-0-code") if f'name="{name}"' in read
    }
    sent = {"user": who.user_id, "capacity": "1", "agency": "Elsewhere", "away_until": "2099-01-01"}
    parts = {f"memberships-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
    for name in ("qualifications", "languages"):
        parts |= {f"{name}-TOTAL_FORMS": "1", f"{name}-INITIAL_FORMS": "0"}
    parts |= {"qualifications-0-tag": "supervision", "languages-0-code": "fr"}
    assert superuser.post(page, {**sent, **parts, "novice": "on", "may_adjudicate": "on"}).status_code == 302
    who.refresh_from_db()
    assert (who.active, who.novice, who.may_adjudicate) == (True, False, False)
    assert (who.capacity, who.agency, who.away_until) == (100, "Hale Keiki", None)
    assert sorted(row.tag for row in who.qualifications.all()) == ["IMHM-C", "IMHS"]
    assert [row.code for row in who.languages.exclude(code="en")] == ["haw"]


def test_a_new_reviewer_is_written_whole_in_the_admin(superuser, who):
    read = text(superuser.get(reverse("admin:review_queue_reviewer_add")))
    assert all(f'name="{name}"' in read for name in ("novice", "active", "capacity", "agency"))
    assert 'name="qualifications-TOTAL_FORMS"' in read
