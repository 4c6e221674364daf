"""What reviewers write on each criterion, on the way to the candidate's page, letter and API."""

import pytest
from django.urls import reverse

from endorsement_plugin.models import Sitting
from review_queue.models import Mark, Round
from review_queue.scoring.actions.submit_review import submit_review
from review_queue.work.running import run_due
from tests.endorsement_plugin.exams.backends.test_queue import handed_in, item_of, round_and_pool
from tests.factories import reviews

pytestmark = pytest.mark.django_db
__all__ = ["round_and_pool"]
COMMENT = "Ina, say more of the father."


def decided(told: bool) -> Sitting:
    Round.objects.update(criterion_feedback=told)
    sitting = handed_in()
    run_due()
    item = item_of(sitting)
    for _ in range(2):
        reviews.make_reviewer(item.pool, qualifications=["IMHS"])
    reviews.clear_item(item)
    for one in reviews.assign_all():
        reviews.accept_offer(one)
        review = reviews.draft(one, 3, feedback="You stay with the pair.")
        Mark.objects.filter(review=review, criterion__code="c1").update(
            comment="Ina, say more of the father."
        )
        submit_review(assignment=one, version=review.version)
        reviews.compare_reviews(one)
    return Sitting.objects.select_related("application__person").get(pk=sitting.pk)


@pytest.mark.parametrize("told", [True, False])
def test_the_candidate_reads_them_where_the_round_says_so_and_no_name(client, round_and_pool, told):
    sitting = decided(told)
    assert ("Criterion 1: [name], say more of the father." in sitting.feedback) is told
    assert "Ina" not in sitting.feedback
    type(sitting.application).objects.update(state="declined")
    client.force_login(sitting.application.person.user)
    page = client.get(reverse("endorsement:application", args=[sitting.application_id])).content.decode()
    assert "You stay with the pair." in page
    assert ("say more of the father" in page) is told
    answered = client.get(f"/api/v3-preview/sittings/{sitting.pk}/").json()
    assert ("say more of the father" in answered["feedback"]) is told


def test_nothing_of_it_is_shown_before_the_decision(client, round_and_pool):
    sitting = decided(True)
    client.force_login(sitting.application.person.user)
    page = client.get(reverse("endorsement:application", args=[sitting.application_id])).content.decode()
    assert "You stay with the pair." not in page
