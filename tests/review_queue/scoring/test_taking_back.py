"""After a mistaken release the answer is received again, as the same one: its reviews end, its bars stay."""

from uuid import uuid4

import pytest
from django.urls import reverse

from review_queue import intake
from review_queue.audit.queries.faults import changed_about
from review_queue.errors import AlreadyClosed, HasResult, OtherSections, UnknownCode, WrongState
from review_queue.models import Assignment, Item, ItemUserPermission, PoolRole, Review
from review_queue.permissions import assignments_for
from review_queue.scoring.actions.submit_review import submit_review
from review_queue.scoring.actions.take_back import take_back
from review_queue.scoring.rules import TakeBackReason
from tests.factories import reviews
from tests.review_queue.conftest import signed_in

pytestmark = pytest.mark.django_db

MISTAKE = TakeBackReason.MISTAKE
TEXT = "Then Malia came."
STAGES = ("cleared", "offered", "begun", "handed in", "disputed", "with a third")


@pytest.fixture
def barred():
    return reviews.make_reviewer()


@pytest.fixture
def item(barred):
    return reviews.make_item(
        sections=[{"code": "q1", "prompt": "", "text": TEXT}],
        barred=[barred.user_id],
        barred_agencies=["Hale"],
    )


@pytest.fixture
def clearer(item):
    return reviews.make_staff(PoolRole.Role.CLEARER, item.pool)


def reach(item, clearer, stage):
    """Everything that happens up to there."""
    reviews.clear_item(item, clearer)
    for _ in range(3):
        reviews.make_reviewer(item.pool)
    steps = STAGES.index(stage)
    if steps >= 1:
        first, second = reviews.assign_all()
    if steps >= 2:
        reviews.draft(reviews.accept_offer(first), 2)
    if steps >= 3:
        reviews.score(first, 3)
    if steps >= 4:
        reviews.score(second, 0)
    if steps >= 5:
        reviews.assign_all()
    item.refresh_from_db()


@pytest.mark.parametrize("stage", STAGES)
def test_from_wherever_it_is_it_waits_for_clearance_again(item, clearer, stage, barred):
    reach(item, clearer, stage)
    asked = set(item.assignments.values_list("reviewer", flat=True))
    take_back(item=item, reason=MISTAKE, by=clearer)
    item.refresh_from_db()
    assert (item.state, intake.status(item.ref).state) == ("received", "received")
    assert not item.assignments.exclude(state="revoked").exists()
    assert not ItemUserPermission.objects.filter(content_object=item).exists()
    for user in (one.reviewer.user for one in item.assignments.all()):
        assert not assignments_for(user).exists()
    assert [one.kind for one in item.events.filter(kind__in=["taken_back", "received"])] == [
        "received",
        "taken_back",
        "received",
    ]
    event = item.events.get(kind="taken_back")
    assert (event.actor, event.detail) == (clearer, "mistake")
    assert item.barred_users.get().user_id == barred.user_id
    assert item.barred_agencies.exists()
    assert list(changed_about((item.pk,))) == []
    _again_to_a_result(item, clearer, asked)


def _again_to_a_result(item, clearer, asked):
    """Released again it goes to others, and their reviews alone decide."""
    for _ in range(2):
        reviews.make_reviewer(item.pool)
    reviews.clear_item(item, clearer)
    pair = [one for one in reviews.assign_all() if one.item_id == item.pk]
    assert len(pair) == 2
    assert asked.isdisjoint(one.reviewer_id for one in pair)
    for one in pair:
        reviews.score(one, 3)
    assert intake.status(item.ref).outcome == "passed"
    assert list(changed_about((item.pk,))) == []


def test_a_draft_stays_unseen_and_is_handed_in_no_more(item, clearer):
    reach(item, clearer, "begun")
    first = item.assignments.get(state="accepted")
    take_back(item=item, reason=MISTAKE, by=clearer)
    assert Review.objects.filter(assignment=first).exists()
    with pytest.raises(WrongState):
        submit_review(assignment=first, version=1)
    page = signed_in(first.reviewer.user).get(first.get_absolute_url())
    assert "It was taken out of review. Thank you for the time that you gave to it." in page.content.decode()


def test_why_a_third_was_asked_is_not_said_of_reviews_that_were_set_aside(item, clearer):
    reach(item, clearer, "disputed")
    chief = signed_in(reviews.make_staff(PoolRole.Role.CHIEF, item.pool))
    page = reverse("review_queue:item", args=[item.code])
    assert chief.get(page).context["disagreements"]
    take_back(item=item, reason=MISTAKE, by=clearer)
    assert chief.get(page).context["disagreements"] == []


def test_what_has_its_result_is_not_taken_back(item, clearer):
    reach(item, clearer, "offered")
    for one in item.assignments.all():
        reviews.score(one, 3)
    with pytest.raises(HasResult, match="can be scored again, but not be taken back"):
        take_back(item=item, reason=MISTAKE, by=clearer)
    page = signed_in(clearer).post(
        reverse("review_queue:take_back", args=[item.code]), {"reason": "mistake"}, follow=True
    )
    assert "This answer has its result." in page.content.decode()


def test_twice_in_two_tabs_is_once(item, clearer):
    reach(item, clearer, "offered")
    tab = signed_in(clearer)
    page = reverse("review_queue:take_back", args=[item.code])
    assert "waits for clearance again" in tab.post(page, {"reason": "mistake"}, follow=True).content.decode()
    assert (
        "has moved on in the meantime" in tab.post(page, {"reason": "mistake"}, follow=True).content.decode()
    )
    assert item.events.filter(kind="taken_back").count() == 1


def test_withdrawn_in_between_it_stays_withdrawn(item, clearer):
    reach(item, clearer, "offered")
    intake.withdraw(item.ref, reason="candidate")
    with pytest.raises(WrongState):
        take_back(item=item, reason=MISTAKE, by=clearer)
    item.refresh_from_db()
    assert item.state == "withdrawn"


@pytest.mark.parametrize("who", ["another clearer", "chief", "chief who scores", "reviewer", "outsider"])
def test_who_may_take_it_back(item, clearer, who):
    """Whoever released it, and who leads the pool; nobody who scores it."""
    reach(item, clearer, "offered")
    if who == "another clearer":
        user = reviews.make_staff(PoolRole.Role.CLEARER, item.pool)
    elif who == "chief":
        user = reviews.make_staff(PoolRole.Role.CHIEF, item.pool)
    elif who == "outsider":
        user = reviews.make_account()
    else:
        user = item.assignments.first().reviewer.user
        if who == "chief who scores":
            PoolRole.objects.create(pool=item.pool, user=user, role=PoolRole.Role.CHIEF)
    page = signed_in(user).get(reverse("review_queue:take_back", args=[item.code]))
    assert page.status_code == (200 if who == "chief" else 404)
    if who != "chief":
        with pytest.raises(WrongState):
            take_back(item=item, reason=MISTAKE, by=user)


def test_the_page_says_what_happens_and_asks_why(item, clearer):
    reach(item, clearer, "begun")
    tab = signed_in(clearer)
    listed = tab.get(reverse("review_queue:clearances")).content.decode()
    page = reverse("review_queue:take_back", args=[item.code])
    assert "Released by you" in listed
    assert page in listed
    asked = tab.post(page)
    assert asked.status_code == 422
    assert "Choose why it goes back." in asked.content.decode()
    assert "Reviews that were begun or handed in on it do not count." in asked.content.decode()
    done = tab.post(page, {"reason": "identifies"}, follow=True)
    assert done.redirect_chain[-1][0] == reverse("review_queue:clearance", args=[item.code])
    listed = tab.get(reverse("review_queue:clearances")).content.decode()
    assert page not in listed
    assert "Released before" in listed
    assert "No doubts found" not in listed  # its marked words went with the release


def test_the_chief_finds_the_way_on_the_answers_page_until_it_has_its_result(item, clearer):
    reach(item, clearer, "offered")
    chief = signed_in(reviews.make_staff(PoolRole.Role.CHIEF, item.pool))
    page, way = (reverse(f"review_queue:{name}", args=[item.code]) for name in ("item", "take_back"))
    assert way in chief.get(page).content.decode()
    done = chief.post(way, {"reason": "identifies"}, follow=True)
    assert done.redirect_chain[-1][0] == page
    assert way not in done.content.decode()  # it waits for clearance


def test_a_second_scoring_is_on_no_clearers_list(item, clearer):
    """That an answer is scored again is not told to whoever cleared it; the chief may take it back."""
    reach(item, clearer, "offered")
    for one in item.assignments.all():
        reviews.score(one, 3)
    again = Item.objects.get(pk=intake.rescore(item.ref, new_ref=uuid4(), reason="appeal", barred=[]))
    assert again.code not in signed_in(clearer).get(reverse("review_queue:clearances")).content.decode()
    with pytest.raises(WrongState):
        take_back(item=again, reason=MISTAKE, by=clearer)
    take_back(item=again, reason=MISTAKE, by=reviews.make_staff(PoolRole.Role.CHIEF, item.pool))
    assert Item.objects.get(pk=again.pk).state == "received"


def test_its_sender_sends_it_again_under_the_same_ref(item, clearer):
    """Of the person more is known by now: it is masked anew, and nobody who has learned of it sees it."""
    reach(item, clearer, "begun")
    newly = reviews.make_reviewer(item.pool)
    intake.receive_again(
        item.ref,
        sections=[{"code": "q1", "prompt": "Why?", "text": TEXT}],
        identifiers=[{"kind": "given_name", "value": "Malia"}],
        barred=[newly.user_id],
    )
    item.refresh_from_db()
    assert (item.state, item.sections.get().text) == ("received", "Then [NAME-1] came.")
    assert item.barred_users.filter(user=newly.user_id).exists()
    assert list(changed_about((item.pk,))) == []
    _again_to_a_result(item, clearer, {newly.pk})


def test_sent_again_while_it_waits_for_clearance(item, clearer):
    sections = [{"code": "q1", "prompt": "", "text": TEXT}]
    intake.receive_again(item.ref, sections=sections, identifiers=[{"kind": "nickname", "value": "Malia"}])
    assert item.sections.get().text == "Then [NAME-1] came."
    assert not item.events.filter(kind="taken_back").exists()


def test_what_cannot_be_sent_again(item, clearer):
    sections = [{"code": "q1", "prompt": "", "text": TEXT}]
    with pytest.raises(UnknownCode):
        intake.receive_again(uuid4(), sections=sections, identifiers=[])
    with pytest.raises(OtherSections):
        intake.receive_again(item.ref, sections=[{**sections[0], "code": "q2"}], identifiers=[])
    intake.withdraw(item.ref, reason="candidate")
    with pytest.raises(AlreadyClosed, match="Send it under another reference"):
        intake.receive_again(item.ref, sections=sections, identifiers=[])
    assert item.sections.get().text == TEXT


def test_decided_it_is_not_received_again(item, clearer):
    reach(item, clearer, "offered")
    for one in Assignment.objects.filter(item=item):
        reviews.score(one, 3)
    with pytest.raises(HasResult):
        intake.receive_again(item.ref, sections=[{"code": "q1", "prompt": "", "text": TEXT}], identifiers=[])
