"""An appeal, as tests need it: scored, asked for, scored again."""

from endorsement_plugin.appeals.actions import appeal_outcome
from endorsement_plugin.models import Appeal, Sitting
from review_queue.work.running import run_due
from tests.factories.reviews import (
    assign_all,
    make_reviewer,
    score,
)

WHY = "The candidate says that the second vignette was not read."
FEEDBACK = "You stay with the pair, Ina."


def have_scored(pool, points: int) -> None:
    """Two new reviewers score whatever waits."""
    for _ in range(2):
        make_reviewer(pool, qualifications=["IMHS"])
    made = assign_all()
    assert len(made) == 2
    for one in made:
        score(one, points, FEEDBACK)


def ask(sitting: Sitting, by, reason: str = WHY) -> Appeal:
    appeal = appeal_outcome(application=sitting.application_id, sitting=sitting.pk, by=by, reason=reason)
    run_due()
    return appeal
