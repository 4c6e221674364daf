"""An exam that was failed, and who may have it scored again."""

import pytest

from endorsement_plugin.exams.actions.hand_in import hand_in
from endorsement_plugin.models import Sitting
from review_queue.models import Item
from review_queue.work.running import run_due
from tests.endorsement_plugin.exams.appealing import have_scored
from tests.factories.people import make_coordinator
from tests.factories.reviews import (
    clear_item,
    make_pool,
    make_round,
)
from tests.factories.sittings import answered, make_sitting


@pytest.fixture
def round_and_pool():
    scored_in = make_round()
    type(scored_in).objects.filter(pk=scored_in.pk).update(code="spring")
    return make_pool("hawaii")


@pytest.fixture
def failed(round_and_pool) -> Sitting:
    """Scored by two who do not know who wrote it, and failed."""
    sitting = make_sitting("open")
    hand_in(
        sitting=answered(sitting, first="Ina Applicant would wait.").pk,
        by=sitting.application.person.account,
        revision=1,
    )
    run_due()
    row = Sitting.objects.get(pk=sitting.pk)
    clear_item(Item.objects.get(ref=str(row.review_ref)))
    have_scored(round_and_pool, 0)
    row.refresh_from_db()
    assert (row.state, row.application.state) == ("failed", "ready")
    return row


@pytest.fixture
def coordinator(failed):
    return make_coordinator(failed.application.association)
