"""Comments on criteria reach the candidate where the round says so, name nobody, and else stay here."""

import pytest

from review_queue import intake
from review_queue.errors import NameInFeedback
from review_queue.models import Mark
from review_queue.scoring.actions.submit_review import submit_review
from tests.factories import reviews

pytestmark = pytest.mark.django_db


def decided(*, told: bool):
    item, work = reviews.make_assigned(scored_in=reviews.make_round(criterion_feedback=told))
    for one in work:
        hand_in(one, "Say more of the father.")
        reviews.compare_reviews(one)
    item.refresh_from_db()
    return item


def hand_in(work, comment):
    reviews.accept_offer(work)
    review = reviews.draft(work, 3)
    Mark.objects.filter(review=review, criterion__code="c1").update(comment=comment)
    return submit_review(assignment=work, version=review.version)


def test_they_follow_the_feedback_by_criterion_through_the_seam():
    feedback = intake.status(decided(told=True).ref).feedback
    assert feedback.startswith(reviews.FEEDBACK)
    assert feedback.count("Criterion 1: Say more of the father.") == 2
    assert "Criterion 0" not in feedback


def test_nothing_of_them_where_the_policy_says_no():
    assert "father" not in intake.status(decided(told=False).ref).feedback


def test_a_comment_that_names_a_reviewer_is_refused_beside_its_cause(client):
    _, (work, other) = reviews.make_assigned(scored_in=reviews.make_round(criterion_feedback=True))
    user = other.reviewer.user
    user.first_name, user.last_name = "Adelheid", "Zwicky"
    user.save()
    with pytest.raises(NameInFeedback) as refused:
        hand_in(work, "Ask Adelheid Zwicky.")
    assert refused.value.field == "comment-c1"
    assert "Criterion 1" in str(refused.value)
    client.force_login(work.reviewer.user)
    page = client.post(f"{work.get_absolute_url()}submit/", {"version": 1}).content.decode()
    assert "#id_comment-c1" in page


def test_where_the_candidate_does_not_read_it_a_name_is_no_matter():
    _, (work, other) = reviews.make_assigned()
    user = other.reviewer.user
    user.first_name, user.last_name = "Adelheid", "Zwicky"
    user.save()
    assert hand_in(work, "Ask Adelheid Zwicky.").state == "submitted"


@pytest.mark.parametrize("told", [True, False])
def test_the_desk_says_whether_the_candidate_reads_them(client, told):
    _, (work, _) = reviews.make_assigned(scored_in=reviews.make_round(criterion_feedback=told))
    reviews.accept_offer(work)
    client.force_login(work.reviewer.user)
    page = client.get(work.get_absolute_url()).content.decode()
    assert ("The candidate reads your comments on each criterion" in page) is told
