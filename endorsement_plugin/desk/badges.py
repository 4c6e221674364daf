"""States as a coordinator reads them."""

from collections.abc import Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from endorsement_plugin.models import Application
from endorsement_plugin.rules.states import (
    ApplicationState,
    EndorsementState,
    ErasureState,
    FeeState,
    ReferenceState,
    SittingState,
    State,
    TranscriptState,
)

TONES: Mapping[State, str] = {
    ApplicationState.SUBMITTED: "new",
    ApplicationState.IN_REVIEW: "progress",
    ApplicationState.EXAM: "progress",
    ApplicationState.READY: "attention",
    ApplicationState.ENDORSED: "done",
    TranscriptState.ACCEPTED: "new",
    TranscriptState.QUARANTINED: "attention",
    TranscriptState.REFUSED: "bad",
    TranscriptState.VERIFIED: "done",
    ReferenceState.RECEIVED: "done",
    ReferenceState.OPENED: "progress",
    ReferenceState.DECLINED: "bad",
    ReferenceState.EXPIRED: "bad",
    SittingState.PASSED: "done",
    SittingState.FAILED: "bad",
    SittingState.OPEN: "progress",
    SittingState.HANDED_IN: "progress",
    SittingState.IN_SCORING: "progress",
    ErasureState.ASKED: "attention",
    ErasureState.APPROVED: "progress",
    ErasureState.DONE: "done",
    FeeState.DUE: "attention",
    FeeState.PAID: "done",
    FeeState.INVOICED: "progress",
    EndorsementState.PROVISIONAL: "new",
    EndorsementState.ACTIVE: "done",
    EndorsementState.INACTIVE: "attention",
}
"""What is not named here is quiet."""

WORDS: Mapping[State, str] = {
    ApplicationState.RETURNED: "Returned to applicant",
    TranscriptState.ACCEPTED: "Readable, not verified",
    TranscriptState.QUARANTINED: "Held: please look",
    ReferenceState.DRAFT: "Not asked yet",
    ReferenceState.SENT: "Asked",
    SittingState.FAILED: "Not passed",
}
"""Where a coordinator reads other words than the applicant."""


def words_of(state: State) -> str:
    """The state in words."""
    return WORDS.get(state, state.label)


def badge(state: State, words: str = "") -> SafeString:
    """The state as a small colored label, in its own words or in these."""
    return format_html(
        '<span class="desk-badge desk-badge--{}">{}</span>',
        TONES.get(state, "quiet"),
        words or words_of(state),
    )


NEWS: Mapping[str, str] = {
    "to_confirm": "second outcome to confirm",
    "to_enter": "exam outcome to enter",
    "scored_again": "exam being scored again",
}


def exam_news(application: Any) -> str:
    """What the exam adds to the state, for applications `with_exam_news`; else nothing."""
    return next((words for name, words in NEWS.items() if getattr(application, name, False)), "")


def stands(application: Application) -> str:
    """Where it stands, of drafts too, which no coordinator reads: a referee's draft has other words."""
    return words_of(application.status) if application.submitted_at else application.status.label
