"""Accept, draft, submit, step back, report: what one reviewer can do, and what follows."""

import pytest

from review_queue.assigning.actions.accept import accept
from review_queue.errors import Incomplete, NameInFeedback, Stale, WrongState
from review_queue.models import Agreement, ItemUserPermission, PoolRole, Review, Verdict
from review_queue.permissions import assignments_for, items_for
from review_queue.scoring.actions.report_identity import report_identity
from review_queue.scoring.actions.scan_feedback import scan_feedback
from review_queue.scoring.actions.step_back import step_back
from review_queue.scoring.actions.submit_review import submit_review
from review_queue.scoring.rules import StepBackReason
from review_queue.work.running import run_due
from tests.factories import reviews

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return reviews.make_assigned()[1]


def test_accepting_opens_an_empty_draft(pair):
    review = accept(assignment=pair[0])
    assert (review.version, review.feedback, review.marks.count()) == (0, "", 0)
    with pytest.raises(WrongState):
        accept(assignment=pair[0])


def test_every_save_has_a_new_version_and_an_old_one_is_refused(pair):
    reviews.accept_offer(pair[0])
    assert reviews.draft(pair[0], 1).version == 1
    assert reviews.draft(pair[0], (2, 3)).version == 2
    review = Review.objects.get(assignment=pair[0])
    assert sorted(review.marks.values_list("level__points", flat=True)) == [2, 3]

    with pytest.raises(Stale, match="another tab"):
        submit_review(assignment=pair[0], version=1)
    pair[0].refresh_from_db()
    assert pair[0].state == "accepted"


def test_a_draft_is_saved_only_while_the_review_is_open(pair):
    reviews.score(pair[0], 3)
    with pytest.raises(WrongState):
        reviews.draft(pair[0], 1)
    assert set(Review.objects.get().marks.values_list("level__points", flat=True)) == {3}


def test_an_incomplete_review_says_what_is_missing(pair):
    review = accept(assignment=pair[0])
    with pytest.raises(Incomplete) as refusal:
        submit_review(assignment=pair[0], version=review.version)
    assert refusal.value.problems == [
        ("level-c0", "Choose a level for “Criterion 0”."),
        ("level-c1", "Choose a level for “Criterion 1”."),
        ("feedback", "Write some feedback for the candidate."),
    ]


@pytest.mark.parametrize(
    "feedback", ["Yours, Rosalind", "ask rosalind.quay@example.org", "Ms. Quayle and I agree", "– R. Quay –"]
)
def test_feedback_that_names_a_reviewer_of_the_pool_is_refused(feedback):
    pool = reviews.make_pool()
    for first, last in (("Rosalind", "Quay"), ("Rupert", "Quayle")):
        reviews.make_reviewer(
            pool, user=reviews.make_account(f"{first}.{last}@example.org".lower(), first, last)
        )
    item = reviews.clear_item(reviews.make_item(pool=pool))
    one = reviews.assign_all()[0]
    with pytest.raises(NameInFeedback):
        reviews.score(one, 3, feedback)
    item.refresh_from_db()
    assert not Agreement.objects.exists()


def test_a_submitted_item_is_no_longer_seen(pair):
    user = pair[0].reviewer.user
    assert assignments_for(user).count() == 1
    reviews.score(pair[0], 3)
    assert not assignments_for(user).exists()
    assert not items_for(user).exists()
    assert assignments_for(pair[1].reviewer.user).count() == 1


def test_declining_opens_the_slot_for_somebody_else(pair):
    item = pair[0].item
    step_back(assignment=pair[0], reason=StepBackReason.OVERLOAD)
    item.refresh_from_db()
    assert (item.state, item.assignments.get(pk=pair[0].pk).state) == ("cleared", "declined")
    fresh = reviews.make_reviewer()
    run_due()
    assert item.assignments.get(state="offered", slot=1).reviewer == fresh
    item.refresh_from_db()
    assert item.state == "assigned"


def test_stepping_back_keeps_the_draft_unseen(pair):
    reviews.accept_offer(pair[0])
    reviews.draft(pair[0], 2)
    step_back(assignment=pair[0], reason=StepBackReason.RECOGNIZED)
    pair[0].refresh_from_db()
    assert pair[0].state == "recused"
    assert not items_for(pair[0].reviewer.user).exists()
    assert Review.objects.get(assignment=pair[0]).marks.count() == 2
    assert pair[0].events.last().detail == "recognized"


def test_an_adjudicator_who_steps_back_leaves_a_dispute(pair):
    reviews.make_reviewer(may_adjudicate=True)
    reviews.score(pair[0], 3)
    reviews.score(pair[1], 0)
    run_due()
    item = pair[0].item
    third = item.assignments.get(slot=3)
    step_back(assignment=third, reason=StepBackReason.CONFLICT)
    item.refresh_from_db()
    assert item.state == "disputed"
    assert Agreement.objects.count() == 1


@pytest.mark.parametrize("other", ["offered", "accepted", "submitted"])
def test_a_reported_identity_stops_the_item_for_both(pair, other):
    first, second = pair
    if other != "offered":
        reviews.accept_offer(second)
    if other == "submitted":
        reviews.score(second, 3)
    reviews.accept_offer(first)
    report_identity(assignment=first, sections=[0])

    item = first.item
    item.refresh_from_db()
    assert item.state == "received"
    assert set(item.assignments.values_list("state", flat=True)) == {"revoked"}
    assert not ItemUserPermission.objects.exists()


def test_after_a_report_the_item_needs_clearance_and_a_new_pair(pair):
    report_identity(assignment=reviews.accept_offer(pair[0]))
    item = pair[0].item
    assert reviews.assign_all() == []
    reviews.clear_item(item, by=reviews.make_staff(PoolRole.Role.CLEARER, item.pool))
    assert reviews.assign_all() == []
    fresh = [reviews.make_reviewer() for _ in range(2)]
    made = reviews.assign_all()
    assert {one.reviewer for one in made} == set(fresh)
    for one in made:
        reviews.score(one, 3)
    assert Verdict.objects.get(item=item).outcome == "passed"
    assert Agreement.objects.count() == 1


def test_an_adjudicator_may_report_too(pair):
    reviews.make_reviewer(may_adjudicate=True)
    reviews.score(pair[0], 3)
    reviews.score(pair[1], 0)
    run_due()
    third = reviews.accept_offer(pair[0].item.assignments.get(slot=3))
    report_identity(assignment=third)
    third.item.refresh_from_db()
    assert third.item.state == "received"


def test_the_candidate_reads_feedback_of_those_who_came_to_the_outcome(pair):
    reviews.make_reviewer(may_adjudicate=True)
    reviews.score(pair[0], 3, "You pass for me.")
    reviews.score(pair[1], 0, "Not yet for me.")
    run_due()
    reviews.score(pair[0].item.assignments.get(slot=3), 3, "A pass.")
    feedback = Verdict.objects.get().feedback
    assert sorted(feedback.split("\n\n")) == ["A pass.", "You pass for me."]


def test_submitting_takes_few_queries(pair, django_assert_max_num_queries):
    reviews.accept_offer(pair[0])
    version = reviews.draft(pair[0], 3).version
    scan_feedback(assignment=pair[0], version=version)
    with django_assert_max_num_queries(14):  # two of them the savepoint of the test itself
        submit_review(assignment=pair[0], version=version)
