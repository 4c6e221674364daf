"""Each index beside the query that it is there for."""

import pytest
from django.utils import timezone

from review_queue.assigning.queries.demand import items_in_need, items_to_fill
from tests.query_plans import plan_of

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.mark.parametrize("rows", [items_in_need, lambda: items_to_fill(timezone.localdate())])
def test_answers_that_wait_for_a_reviewer_are_found_by_their_state(rows):
    assert "rq_item_by_state" in plan_of(rows())
