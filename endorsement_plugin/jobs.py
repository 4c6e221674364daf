"""Background work of the plugin. Each job takes an id, re-reads the state, and calls one action."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from .appeals.actions import stop_appeal
from .applications.actions.follow_up import follow_up_submission, send_waiting_references
from .background import Claim, all_at_once, deliver, duty, for_each_row, job
from .conf import current
from .exams.actions.close_sitting import close_sitting
from .exams.actions.note_returned import note_returned
from .exams.actions.record_outcome import record_outcome
from .exams.actions.record_rescore import record_rescore
from .exams.actions.send_to_scoring import send_to_scoring as note_in_scoring
from .exams.backends.base import backend
from .exams.backends.handover import hand_over, hand_over_again, keep_away, keep_away_again
from .exams.queries.appeals import given_up, scored_again, with_reviewers
from .exams.queries.sittings import being_scored, in_scoring, to_hand_over, to_stop
from .mail.actions import forget_letters, tell_coordinators
from .models import Appeal, ApplicationEvent, Association, Mail, Sitting, Transcript
from .record.forget_requests import forget_requests
from .references.actions.expire import expire_reference
from .references.actions.remind import chase_reference
from .references.queries import overdue, to_remind
from .rules.states import TranscriptState
from .rules.transcript_reasons import Verdict
from .transcripts.actions.record_inspection import record_inspection
from .transcripts.inspection.process import Limits, Unfinished, inspect


@job("endorsement.deliver_mail", lease=60, attempts=12)
def deliver_mail(claim: Claim) -> None:
    """Send one message."""
    deliver(claim, Mail)


INSPECTIONS = 5


@job("endorsement.inspect_transcript", lease=90, attempts=INSPECTIONS)
def inspect_transcript(claim: Claim) -> None:
    """Find out what an uploaded file is, in a child process, and note it.

    A machine too busy for it tries again, and at last leaves the file to a person.
    """
    waiting = Transcript.objects.filter(pk=claim.key, state=TranscriptState.UPLOADED).first()
    if waiting is None:
        return
    try:
        verdict = inspect(_bytes_of(waiting), sha256=waiting.sha256, limits=_limits())
    except Unfinished:
        if claim.spent < INSPECTIONS:
            raise
        verdict = Verdict("quarantine", "unchecked")
    with claim.finish():
        record_inspection(transcript=waiting.pk, verdict=verdict)


def _bytes_of(transcript: Transcript) -> bytes:
    """What is stored; nothing, which no upload has been, if the file is gone."""
    try:
        with transcript.file.open("rb") as file:
            return bytes(file.read())
    except FileNotFoundError:
        return b""


def _limits() -> Limits:
    ours = current()
    return Limits(
        size=ours.TRANSCRIPT_MAX_BYTES,
        memory=ours.INSPECTION_MEMORY,
        cpu=ours.INSPECTION_CPU_SECONDS,
        wall=ours.INSPECTION_SECONDS,
    )


@job("endorsement.follow_up_submission", lease=60, attempts=8)
def follow_up(claim: Claim) -> None:
    """After a submission: write to the referees who have not been written to, and to the applicant."""
    event = ApplicationEvent.objects.select_related("application").get(pk=claim.key)
    send_waiting_references(application=event.application)
    with claim.finish():
        follow_up_submission(event=event)


@duty("endorsement.chase_references", every=timedelta(minutes=10))
def chase_references() -> None:
    """Remind referees after half of their time, and end the requests whose time is over."""
    now = timezone.now()
    half = now - timedelta(days=current().REFERENCE_DAYS) / 2
    for_each_row(overdue(now), lambda key: expire_reference(reference=key), name=_reference)
    for_each_row(to_remind(half), lambda key: chase_reference(reference=key), name=_reference)


def _reference(key: UUID) -> str:
    return f"reference {key}"


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


@duty("endorsement.keep_away", every=timedelta(hours=1))
def keep_away_who_is_known_since() -> None:
    """Bar who turns out to be a referee or supervisor while an exam is scored: by an address confirmed later,
    or named in another application of the candidate.
    """
    for_each_row(in_scoring().select_related("application__person"), keep_away)
    for_each_row(with_reviewers(), keep_away_again)


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


@job("endorsement.stop_scoring", lease=60, attempts=12)
def stop_scoring(claim: Claim) -> None:
    """Take an exam that was closed, or whose application was withdrawn, from the reviewers."""
    sitting = to_stop().filter(pk=claim.key).first()
    if sitting is None:
        return
    _withdraw(sitting)
    with claim.finish():
        close_sitting(sitting=sitting.pk)


@duty("endorsement.tell_coordinators", every=timedelta(minutes=1))
def tell_coordinators_what_is_new() -> None:
    """Write to coordinators of new applications and outcomes, at once or once a day, as each has chosen."""
    now = timezone.now()
    associations = Association.objects.select_related("site").exclude(coordinators=None).order_by("pk")
    for_each_row(associations, lambda one: tell_coordinators(association=one, now=now))


@duty("endorsement.forget_requests", every=timedelta(hours=1))
def forget_old_requests() -> None:
    """Answers that were kept for a retry hold personal details: they go after a day."""
    forget_requests(now=timezone.now())


@duty("endorsement.forget_letters", every=timedelta(hours=1))
def forget_old_letters() -> int:
    """Letters that went out long ago, but for those of an application that is not over as long."""
    return forget_letters()


@duty("endorsement.reconcile_sittings", every=timedelta(minutes=5))
def reconcile_sittings() -> None:
    """Hear verdicts that no signal told of, and what came back unscored; end what was withdrawn.

    What reviewers still have is asked for at once: a fixed number of queries, however many exams there are.
    """
    all_at_once(in_scoring(), _hear_late)
    for_each_row(to_stop(), _stop)
    all_at_once(with_reviewers(), _hear_appeals_late)
    for_each_row(given_up(), _stop_appeal)


def _hear_late(sittings: list[Sitting]) -> None:
    found = backend().standings(refs=[one.review_ref for one in sittings if one.review_ref])

    def hear(sitting: Sitting) -> None:
        assert sitting.review_ref is not None
        standing = found[sitting.review_ref]
        if standing.outcome is not None:
            record_outcome(ref=sitting.review_ref, outcome=standing.outcome, feedback=standing.feedback)
        elif standing.returned_because:
            note_returned(sitting=sitting.pk, because=standing.returned_because)

    for_each_row((one for one in sittings if one.review_ref in found), hear)


def _hear_appeals_late(appeals: list[Appeal]) -> None:
    found = backend().standings(refs=[one.review_ref for one in appeals])

    def hear(appeal: Appeal) -> None:
        standing = found[appeal.review_ref]
        if standing.outcome is not None:
            record_rescore(ref=appeal.review_ref, outcome=standing.outcome, feedback=standing.feedback)
        elif standing.returned_because:
            stop_appeal(appeal=appeal.pk, because=standing.returned_because)

    for_each_row((one for one in appeals if one.review_ref in found), hear)


def _stop(sitting: Sitting) -> None:
    _withdraw(sitting)
    close_sitting(sitting=sitting.pk)


def _stop_appeal(appeal: Appeal) -> None:
    backend().withdraw(ref=appeal.review_ref, reason="candidate")
    stop_appeal(appeal=appeal.pk)


def _withdraw(sitting: Sitting) -> None:
    assert sitting.review_ref is not None
    backend().withdraw(ref=sitting.review_ref, reason="candidate")
