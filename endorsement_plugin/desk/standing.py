"""What an application waits for, in the words of the desk."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format

from endorsement_plugin.exams.backends.base import backend
from endorsement_plugin.exams.queries.parts import parts_to_type
from endorsement_plugin.models import Appeal, Sitting
from endorsement_plugin.requirements.wording import both, capitalized
from endorsement_plugin.review.queries.casefile import CaseFile
from endorsement_plugin.rules.states import AWAITS_OUTCOME, ApplicationState, SittingState

SCORED_AGAIN = "Two other reviewers are scoring the exam again. The application is decided after that."
BEGUN = "The candidate began the exam on {day} and has not handed it in."
BY_HAND = "The exam is handed in. When it has been scored, enter the outcome."
DEFERRED = "The applicant can add what is missing and send the application in again."
ELSEWHERE = "Have it scored elsewhere (the answers are below, under Exam), then enter the outcome."
RETURNED = "The applicant has it, to change what you asked for and send it in again."
WITH_REVIEWERS = "The exam is with the reviewers. Their outcome comes by itself; nothing waits for you."
WITH_REVIEWERS_TOO = "What was written here is with the reviewers; its outcome comes by itself."
STUCK = (
    "Since {day} a reviewer is looked for, and nobody of the pool can take the exam. Chief reviewers of "
    "the pool who may know of it are told of it. You can wait, or have it scored elsewhere."
)
HELD = (
    "The exam is held until {least} candidates of the same language and requirements are in, so that nobody "
    "can be told by them; until {day} at the latest. Nothing waits for you."
)
STUCK_AGAIN = (
    "Since {day} a reviewer is looked for to score the exam again, and nobody of the pool can take it. "
    "Chief reviewers of the pool who may know of it are told of it."
)
ENTER = "Enter the outcome of {parts} when it is there."
APPROVAL_OVER = (
    "The approval to sit the exam was valid until {day}, and it was not begun. Close the exam; to send the "
    "application to the exam once more is a new approval."
)
WAITS = {ApplicationState.DEFERRED: DEFERRED, ApplicationState.RETURNED: RETURNED}


def standing(file: CaseFile) -> str:
    """What the application waits for where the next step is not the coordinator's, or not an ordinary one."""
    if file.appeal:
        return _standing_again(file.appeal)
    if file.application.status is ApplicationState.EXAM and file.sitting:
        return _exam_standing(file.sitting)
    return WAITS.get(file.application.status, "")


def _standing_again(appeal: Appeal) -> str:
    if appeal.waits_for_confirmation:
        return ""
    return STUCK_AGAIN.format(day=_day(appeal.stuck_since)) if appeal.stuck_since else SCORED_AGAIN


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _exam_standing(sitting: Sitting) -> str:
    waiting = parts_to_type(sitting, by_hand=backend().typed_by_hand)
    typed = ENTER.format(parts=both([str(part) for part in waiting])) if waiting else ""
    return " ".join(filter(None, [_standing_here(sitting, typed), typed]))


def _standing_here(sitting: Sitting, typed: str) -> str:
    """Of what is written here."""
    if sitting.returned_because:
        back = f"The exam came back unscored. {sitting.returned_because}"
        return f"{back} The answers are below, under Exam." if typed else f"{back} {ELSEWHERE}"
    if sitting.status in AWAITS_OUTCOME:
        return _standing_of_scoring(sitting, typed)
    if not sitting.is_written_here:
        return f"Nothing is written here. It may be sat from {date_format(sitting.opens_on, 'j F Y')}."
    if sitting.status is SittingState.OPEN and sitting.opened_at:
        return BEGUN.format(day=date_format(timezone.localtime(sitting.opened_at), "j F Y"))
    if sitting.open_until and sitting.approval_is_over(timezone.localdate()):
        return APPROVAL_OVER.format(day=date_format(sitting.open_until, "j F Y"))
    until = f" until {date_format(sitting.open_until, 'j F Y')}" if sitting.open_until else ""
    return f"The candidate can begin the exam from {date_format(sitting.opens_on, 'j F Y')}{until}."


def _standing_of_scoring(sitting: Sitting, typed: str) -> str:
    written = sitting.written_part
    if written is not None and written.outcome:
        return f"{capitalized(str(written))}: {written.in_words}."
    if backend().typed_by_hand:
        return "" if typed else BY_HAND
    if sitting.stuck_since:
        return STUCK.format(day=_day(sitting.stuck_since))
    return _held(sitting) or (WITH_REVIEWERS_TOO if typed else WITH_REVIEWERS)


def _held(sitting: Sitting) -> str:
    """Asked anew each time: it ends when others come, and nothing tells of that."""
    ref = sitting.review_ref
    standing = backend().standings(refs=[ref]).get(ref) if ref else None
    if standing is None or standing.waits_until is None:
        return ""
    return HELD.format(least=standing.waits_for, day=_day(standing.waits_until))
