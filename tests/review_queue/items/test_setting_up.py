"""Rubrics and reviewers."""

from decimal import Decimal

import pytest

from review_queue.assigning.actions.enroll_reviewer import enroll_reviewer
from review_queue.items.actions.publish_rubric import Scale, Step, publish_rubric
from review_queue.models import Rubric
from tests.factories import reviews

pytestmark = pytest.mark.django_db

STEPS = [Step(0, "No", "Nothing."), Step(1, "Yes", "Everything.")]


def test_publishing_again_makes_a_new_version_beside_the_old():
    first = publish_rubric(code="r", title="R", pass_mark=Decimal(70), scales=[Scale("a", "A", STEPS)])
    second = publish_rubric(
        code="r",
        title="R",
        pass_mark=Decimal(80),
        scales=[Scale("b", "B", STEPS, weight=3), Scale("a", "A", STEPS)],
    )
    assert (first.version, second.version) == (1, 2)
    assert list(second.criteria.values_list("code", "weight")) == [("b", 3), ("a", 1)]
    assert list(first.criteria.values_list("code", flat=True)) == ["a"]


@pytest.mark.parametrize("scales", [[], [Scale("a", "A", STEPS[:1])]])
def test_a_rubric_that_cannot_tell_answers_apart_is_refused(scales):
    with pytest.raises(ValueError, match="at least two levels"):
        publish_rubric(code="r", title="R", pass_mark=Decimal(70), scales=scales)
    assert not Rubric.objects.exists()


def test_enrolling_again_brings_the_record_up_to_date():
    user, pools = reviews.make_account(), [reviews.make_pool("a"), reviews.make_pool("b")]
    first = enroll_reviewer(user=user, pools=pools[:1], qualifications=["P"], capacity=2)
    again = enroll_reviewer(
        user=user, pools=pools[1:], qualifications=["C", "C"], languages=["es"], novice=True
    )
    assert first == again
    assert (again.capacity, again.novice) == (5, True)
    assert set(again.pools.all()) == set(pools)
    assert list(again.qualifications.values_list("tag", flat=True)) == ["C"]
    assert list(again.languages.values_list("code", flat=True)) == ["es"]
