"""One rule says what a review still needs: the check page lists what handing in refuses, and nothing else."""

import re

import pytest
from django.urls import reverse

from review_queue.errors import Incomplete
from review_queue.items.queries.scorecards import rubric_of
from review_queue.models import Review
from review_queue.scoring.actions.save_draft import save_draft
from review_queue.scoring.actions.submit_review import submit_review
from review_queue.scoring.forms.reviews import Draft

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("marked", [(), ("c0",), ("c1",), ("c0", "c1")])
@pytest.mark.parametrize("feedback", ["", " \n ", "Well seen."])
def test_the_page_and_the_hand_in_agree(reviewer, own, marked, feedback):
    criteria = rubric_of(own.item.round.rubric)
    levels = {one: one.levels.all()[0] if one.code in marked else None for one in criteria}
    review = save_draft(assignment=own, draft=Draft(levels, feedback=feedback), version=0)
    check = reverse("review_queue:submit", args=[own.code])
    listed = _listed(reviewer.get(check))
    expected = [f"level-{code}" for code in ("c0", "c1") if code not in marked]
    assert [field for field, _ in listed] == [*expected, *([] if feedback.strip() else ["feedback"])]
    if listed:
        assert _refused(own, review) == listed
        refused = reviewer.post(check, {"version": review.version})
        assert (refused.status_code, _listed(refused)) == (422, listed)
    else:
        assert reviewer.post(check, {"version": review.version}).status_code == 302
        assert Review.objects.get(pk=review.pk).submitted_at


def _refused(own, review):
    with pytest.raises(Incomplete) as refusal:
        submit_review(assignment=own, version=review.version)
    return refusal.value.problems


def _listed(response):
    return re.findall(r"#id_([\w-]+)\">([^<]+)</a></li>", response.content.decode())
