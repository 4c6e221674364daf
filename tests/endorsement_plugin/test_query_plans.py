"""Each index beside the query that it is there for."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from endorsement_plugin.exams.queries.sittings import in_scoring, to_hand_over
from endorsement_plugin.models import Endorsement
from endorsement_plugin.references.queries import overdue
from endorsement_plugin.renewals.queries.clock import within
from endorsement_plugin.rules.clock.cutoffs import cutoffs_of
from endorsement_plugin.rules.renewals import Cycle
from tests.query_plans import plan_of

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_requests_whose_time_is_over_are_found_by_state_and_end():
    assert "reference_by_end" in plan_of(overdue(datetime.now(UTC)))


@pytest.mark.parametrize("rows", [in_scoring, to_hand_over])
def test_exams_that_reviewers_have_are_found_by_their_state(rows):
    assert "sitting_by_state" in plan_of(rows())


@pytest.mark.parametrize("part", within(cutoffs_of([Cycle(removal_days=60)], date(2026, 11, 30))))
def test_what_the_clock_can_reach_is_found_by_its_state_and_the_day_it_is_due(part):
    if connection.vendor != "sqlite":
        pytest.skip("In a table of few rows PostgreSQL takes any index that fits.")
    assert "endorsement_by_due" in plan_of(Endorsement.objects.filter(part, association=1))
