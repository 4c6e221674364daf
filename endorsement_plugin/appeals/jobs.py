"""Have an exam scored again, or no longer."""

from datetime import timedelta

from endorsement_plugin.background import Claim, all_at_once, duty, for_each_row, job
from endorsement_plugin.exams.actions.record_rescore import record_rescore
from endorsement_plugin.exams.backends.base import backend
from endorsement_plugin.exams.backends.handover import hand_over_again, keep_away_again
from endorsement_plugin.exams.backends.reconciling import hear_late
from endorsement_plugin.exams.queries.appeals import given_up, with_reviewers
from endorsement_plugin.models import Appeal

from .actions import note_stuck, stop_appeal


@job("endorsement.rescore", lease=120, attempts=12)
def rescore(claim: Claim) -> None:
    """Have the reviewers score an exam again, and keep away who opened the file in the meantime."""
    appeal = with_reviewers().filter(pk=claim.key).first()
    if appeal is None:
        return
    hand_over_again(appeal)
    keep_away_again(appeal)
    with claim.finish():
        pass


@job("endorsement.stop_appeal", lease=60, attempts=12)
def stop_scoring_again(claim: Claim) -> None:
    """Take the second scoring of a withdrawn application from the reviewers."""
    appeal = given_up().filter(pk=claim.key).first()
    if appeal is None:
        return
    backend().withdraw(ref=appeal.review_ref, reason="candidate")
    with claim.finish():
        stop_appeal(appeal=appeal.pk)


@duty("endorsement.reconcile_appeals", every=timedelta(minutes=5))
def reconcile_appeals() -> None:
    """The same for exams that are scored again."""
    all_at_once(with_reviewers(), _hear_late)
    for_each_row(given_up(), _stop)


def _hear_late(appeals: list[Appeal]) -> None:
    hear_late(
        appeals,
        record=record_rescore,
        note_returned=lambda appeal, back: stop_appeal(appeal=appeal.pk, because=back.returned_because),
        note_stuck=lambda appeal, since: note_stuck(appeal=appeal, since=since),
    )


def _stop(appeal: Appeal) -> None:
    backend().withdraw(ref=appeal.review_ref, reason="candidate")
    stop_appeal(appeal=appeal.pk)
