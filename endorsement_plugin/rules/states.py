"""The states a thing can be in, and the moves between them. Pure: one table per thing, nothing else decides.

The server alone moves a thing, and every move is an append-only event.
"""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """A state with the words a person reads for it."""

    @property
    def label(self) -> str:
        """The state in plain English, for screens."""
        return LABELS.get(self, self.value.replace("_", " ").capitalize())

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs for a model field."""
        return [(state.value, state.label) for state in cls]


class ApplicationState(State):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    EXAM = "exam"
    READY = "ready"
    ENDORSED = "endorsed"
    DEFERRED = "deferred"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class TranscriptState(State):
    UPLOADED = "uploaded"
    ACCEPTED = "accepted"
    QUARANTINED = "quarantined"
    REFUSED = "refused"
    VERIFIED = "verified"


class ReferenceState(State):
    DRAFT = "draft"
    SENT = "sent"
    OPENED = "opened"
    RECEIVED = "received"
    DECLINED = "declined"
    EXPIRED = "expired"
    REPLACED = "replaced"


class SittingState(State):
    SCHEDULED = "scheduled"
    OPEN = "open"
    HANDED_IN = "handed_in"
    IN_SCORING = "in_scoring"
    PASSED = "passed"
    FAILED = "failed"
    CLOSED = "closed"


class FeeState(State):
    DUE = "due"
    PAID = "paid"
    WAIVED = "waived"
    INVOICED = "invoiced"


class EndorsementState(State):
    PROVISIONAL = "provisional"
    ACTIVE = "active"
    INACTIVE = "inactive"
    RETIRED = "retired"


LABELS: Mapping[State, str] = {
    ApplicationState.IN_REVIEW: "In review",
    ApplicationState.RETURNED: "Returned to you",
    ApplicationState.EXAM: "Exam",
    ApplicationState.READY: "Ready for decision",
    TranscriptState.UPLOADED: "Being checked",
    TranscriptState.QUARANTINED: "Held for a person to look at",
    SittingState.HANDED_IN: "Handed in",
    SittingState.IN_SCORING: "Being scored",
    SittingState.CLOSED: "Closed without an outcome",
}

OPEN_APPLICATION = frozenset(
    {
        ApplicationState.DRAFT,
        ApplicationState.SUBMITTED,
        ApplicationState.IN_REVIEW,
        ApplicationState.RETURNED,
        ApplicationState.EXAM,
        ApplicationState.READY,
        ApplicationState.DEFERRED,
    }
)
"""An applicant has at most one application per credential in one of these."""

EDITABLE_APPLICATION = frozenset(
    {ApplicationState.DRAFT, ApplicationState.RETURNED, ApplicationState.DEFERRED}
)
"""The applicant may change answers and submit in these."""

AWAITS_OUTCOME = frozenset({SittingState.HANDED_IN, SittingState.IN_SCORING})
"""Sittings that reviewers have, or are about to get."""

APPEALABLE = frozenset({ApplicationState.READY, ApplicationState.DEFERRED, ApplicationState.DECLINED})
"""An exam can be scored again in these."""

DECIDED_AGAINST = frozenset({ApplicationState.DEFERRED, ApplicationState.DECLINED})
"""A coordinator may decide these again."""

RESUMABLE = frozenset({ApplicationState.RETURNED, ApplicationState.DEFERRED, ApplicationState.READY})
"""A coordinator may take these back into review."""

# A second scoring moves an outcome to the other, and a decision against the candidate back to ready.
# Of the ways back, a coordinator's are to the review, and from a closed exam to the same one.
MOVES: Mapping[type[State], Mapping[State, frozenset[State]]] = {
    ApplicationState: {
        ApplicationState.DRAFT: frozenset({ApplicationState.SUBMITTED, ApplicationState.WITHDRAWN}),
        ApplicationState.SUBMITTED: frozenset(
            {ApplicationState.IN_REVIEW, ApplicationState.RETURNED, ApplicationState.WITHDRAWN}
        ),
        ApplicationState.IN_REVIEW: frozenset(
            {
                ApplicationState.EXAM,
                ApplicationState.READY,
                ApplicationState.RETURNED,
                ApplicationState.SUBMITTED,
                ApplicationState.WITHDRAWN,
            }
        ),
        ApplicationState.RETURNED: frozenset(
            {ApplicationState.SUBMITTED, ApplicationState.IN_REVIEW, ApplicationState.WITHDRAWN}
        ),
        ApplicationState.EXAM: frozenset(
            {ApplicationState.READY, ApplicationState.IN_REVIEW, ApplicationState.WITHDRAWN}
        ),
        ApplicationState.READY: frozenset(
            {
                ApplicationState.ENDORSED,
                ApplicationState.DEFERRED,
                ApplicationState.DECLINED,
                ApplicationState.IN_REVIEW,
                ApplicationState.WITHDRAWN,
            }
        ),
        ApplicationState.DEFERRED: frozenset(
            {
                ApplicationState.SUBMITTED,
                ApplicationState.IN_REVIEW,
                ApplicationState.READY,
                ApplicationState.WITHDRAWN,
            }
        ),
        ApplicationState.DECLINED: frozenset({ApplicationState.READY}),
    },
    TranscriptState: {
        TranscriptState.UPLOADED: frozenset(
            {TranscriptState.ACCEPTED, TranscriptState.QUARANTINED, TranscriptState.REFUSED}
        ),
        TranscriptState.ACCEPTED: frozenset({TranscriptState.VERIFIED, TranscriptState.REFUSED}),
        TranscriptState.QUARANTINED: frozenset({TranscriptState.VERIFIED, TranscriptState.REFUSED}),
        TranscriptState.VERIFIED: frozenset({TranscriptState.ACCEPTED}),
        TranscriptState.REFUSED: frozenset({TranscriptState.ACCEPTED}),
    },
    ReferenceState: {
        ReferenceState.DRAFT: frozenset({ReferenceState.SENT}),
        ReferenceState.SENT: frozenset(
            {
                ReferenceState.OPENED,
                ReferenceState.RECEIVED,
                ReferenceState.DECLINED,
                ReferenceState.EXPIRED,
                ReferenceState.REPLACED,
            }
        ),
        ReferenceState.OPENED: frozenset(
            {
                ReferenceState.RECEIVED,
                ReferenceState.DECLINED,
                ReferenceState.EXPIRED,
                ReferenceState.REPLACED,
            }
        ),
        ReferenceState.DECLINED: frozenset({ReferenceState.REPLACED}),
        ReferenceState.EXPIRED: frozenset({ReferenceState.SENT, ReferenceState.REPLACED}),
    },
    SittingState: {
        # Without anything to write here, it goes from its day to the outcome that is typed in.
        SittingState.SCHEDULED: frozenset({SittingState.OPEN, SittingState.IN_SCORING, SittingState.CLOSED}),
        SittingState.OPEN: frozenset({SittingState.HANDED_IN, SittingState.CLOSED}),
        SittingState.HANDED_IN: frozenset({SittingState.IN_SCORING, SittingState.CLOSED}),
        SittingState.IN_SCORING: frozenset({SittingState.PASSED, SittingState.FAILED, SittingState.CLOSED}),
        SittingState.CLOSED: frozenset({SittingState.OPEN}),
        SittingState.PASSED: frozenset({SittingState.FAILED}),
        SittingState.FAILED: frozenset({SittingState.PASSED}),
    },
    FeeState: {
        FeeState.DUE: frozenset({FeeState.PAID, FeeState.WAIVED, FeeState.INVOICED}),
        FeeState.PAID: frozenset({FeeState.DUE}),
        FeeState.WAIVED: frozenset({FeeState.DUE}),
        FeeState.INVOICED: frozenset({FeeState.PAID, FeeState.DUE}),
    },
    EndorsementState: {
        EndorsementState.PROVISIONAL: frozenset(
            {EndorsementState.ACTIVE, EndorsementState.INACTIVE, EndorsementState.RETIRED}
        ),
        EndorsementState.ACTIVE: frozenset({EndorsementState.INACTIVE, EndorsementState.RETIRED}),
        EndorsementState.INACTIVE: frozenset({EndorsementState.ACTIVE, EndorsementState.RETIRED}),
        EndorsementState.RETIRED: frozenset({EndorsementState.ACTIVE}),
    },
}


def may_move(now: State, to: State) -> bool:
    """Whether the table allows this move."""
    return to in MOVES[type(now)].get(now, frozenset())
