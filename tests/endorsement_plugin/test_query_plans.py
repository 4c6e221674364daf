"""Each index beside the query that it is there for."""

from datetime import UTC, datetime

import pytest

from endorsement_plugin.exams.queries.sittings import in_scoring, to_hand_over
from endorsement_plugin.references.queries import overdue
from tests.query_plans import plan_of

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_requests_whose_time_is_over_are_found_by_state_and_end():
    assert "reference_by_end" in plan_of(overdue(datetime.now(UTC)))


@pytest.mark.parametrize("rows", [in_scoring, to_hand_over])
def test_exams_that_reviewers_have_are_found_by_their_state(rows):
    assert "sitting_by_state" in plan_of(rows())
