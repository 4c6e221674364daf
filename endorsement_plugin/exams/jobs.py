"""Give exams to the reviewers, keep from them who knows the candidate, and hear what came out."""

from datetime import timedelta

from endorsement_plugin.background import Claim, all_at_once, duty, for_each_row, job
from endorsement_plugin.models import ApplicationEvent, ExamFile, JoinedRecord, Sitting
from endorsement_plugin.rules.file_reasons import Verdict
from endorsement_plugin.uploads.inspection.claimed import INSPECTIONS, LEASE_S, inspect_claimed

from .actions.close_sitting import close_sitting
from .actions.files import record_exam_inspection
from .actions.note_returned import note_returned
from .actions.note_stuck import note_stuck
from .actions.record_outcome import record_outcome
from .actions.send_to_scoring import send_to_scoring as note_in_scoring
from .backends.base import backend
from .backends.handover import hand_over, keep_away, keep_away_again, keep_earlier_away
from .backends.reconciling import hear_late
from .queries.appeals import scored_again, with_reviewers
from .queries.sittings import being_scored, in_scoring, to_hand_over, to_stop


@job("endorsement.inspect_exam_file", lease=2 * LEASE_S, attempts=INSPECTIONS)
def inspect_exam_file(claim: Claim) -> None:
    """Find out what a PDF answer is and whether it can be drawn, and note it."""
    inspect_claimed(
        claim,
        ExamFile.objects.all(),
        lambda row, verdict: record_exam_inspection(file=row.pk, verdict=verdict),
        _drawn_on_trial,
    )


def _drawn_on_trial(file: ExamFile, verdict: Verdict) -> Verdict:
    if verdict.outcome != "accept":
        return verdict
    reason = backend().cannot_draw(pdf=file.read())
    return Verdict("refuse", reason, verdict.pages) if reason else verdict


@job("endorsement.send_to_scoring", lease=120, attempts=12)
def send_to_scoring(claim: Claim) -> None:
    """Give the answers of a sitting to the reviewers."""
    sitting = to_hand_over().filter(pk=claim.key).first()
    if sitting is None:
        return
    hand_over(sitting)
    keep_away(sitting)  # also whoever opened the file while the answers were being masked
    with claim.finish():
        note_in_scoring(sitting=sitting.pk)


@job("endorsement.keep_reader_away", lease=60, attempts=12)
def keep_reader_away(claim: Claim) -> None:
    """Who has opened a file knows the candidate, and no longer scores the candidate's exams."""
    event = ApplicationEvent.objects.select_related("application").get(pk=claim.key)
    person = event.application.person_id
    for_each_row(being_scored(person), keep_away)
    for_each_row(scored_again(person), keep_away_again)


@job("endorsement.keep_earlier_away", lease=120, attempts=12)
def keep_joined_away(claim: Claim) -> None:
    """Of two who turned out to be one, nobody scores the one who has scored the other."""
    joined = JoinedRecord.objects.filter(pk=claim.key).first()
    if joined is not None:
        keep_earlier_away(joined.person_id)
    with claim.finish():
        pass


@duty("endorsement.keep_away", every=timedelta(hours=1))
def keep_away_who_is_known_since() -> None:
    """Bar who turns out to be a referee or supervisor while an exam is scored: by an address confirmed later,
    or named in another application of the candidate.
    """
    for_each_row(in_scoring().select_related("application__person"), keep_away)
    for_each_row(with_reviewers(), keep_away_again)


@job("endorsement.stop_scoring", lease=60, attempts=12)
def stop_scoring(claim: Claim) -> None:
    """Take an exam that was closed, or whose application was withdrawn, from the reviewers."""
    sitting = to_stop().filter(pk=claim.key).first()
    if sitting is None:
        return
    _withdraw(sitting)
    with claim.finish():
        close_sitting(sitting=sitting.pk)


@duty("endorsement.reconcile_sittings", every=timedelta(minutes=5))
def reconcile_sittings() -> None:
    """Hear verdicts that no signal told of, and what came back unscored; end what was withdrawn.

    What reviewers still have is asked for at once: a fixed number of queries, however many exams there are.
    """
    all_at_once(in_scoring(), _hear_late)
    for_each_row(to_stop(), _stop)


def _hear_late(sittings: list[Sitting]) -> None:
    hear_late(
        sittings,
        record=record_outcome,
        note_returned=lambda sitting, back: note_returned(
            sitting=sitting.pk,
            because=back.returned_because,
            unscorable=back.unscorable,
            feedback=back.feedback,
        ),
        note_stuck=lambda sitting, since: note_stuck(sitting=sitting, since=since),
    )


def _stop(sitting: Sitting) -> None:
    _withdraw(sitting)
    close_sitting(sitting=sitting.pk)


def _withdraw(sitting: Sitting) -> None:
    assert sitting.review_ref is not None
    backend().withdraw(ref=sitting.review_ref, reason="candidate")
