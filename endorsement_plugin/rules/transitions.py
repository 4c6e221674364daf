"""The moves between the states of a thing. Pure: one table per thing, nothing else decides.

The server alone moves a thing, and every move is an append-only event.
"""

from collections.abc import Mapping

from .states import (
    ApplicationState,
    EndorsementState,
    ErasureState,
    FeeState,
    ImportState,
    ReferenceState,
    RenewalState,
    SittingState,
    State,
    TranscriptState,
)

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
        # Where it was granted by mistake.
        ApplicationState.ENDORSED: frozenset({ApplicationState.READY}),
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
        # To received from what was not answered here: it came on paper.
        ReferenceState.DRAFT: frozenset({ReferenceState.SENT, ReferenceState.RECEIVED}),
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
        ReferenceState.EXPIRED: frozenset(
            {ReferenceState.SENT, ReferenceState.RECEIVED, ReferenceState.REPLACED}
        ),
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
    ErasureState: {
        ErasureState.ASKED: frozenset({ErasureState.APPROVED, ErasureState.DECLINED, ErasureState.WITHDRAWN}),
        ErasureState.APPROVED: frozenset({ErasureState.DONE, ErasureState.ASKED}),
        ErasureState.DONE: frozenset(),
        ErasureState.DECLINED: frozenset(),
        ErasureState.WITHDRAWN: frozenset(),
    },
    FeeState: {
        FeeState.DUE: frozenset({FeeState.PAID, FeeState.WAIVED, FeeState.INVOICED}),
        FeeState.PAID: frozenset({FeeState.DUE, FeeState.REFUNDED}),
        FeeState.REFUNDED: frozenset({FeeState.PAID}),
        FeeState.WAIVED: frozenset({FeeState.DUE}),
        FeeState.INVOICED: frozenset({FeeState.PAID, FeeState.DUE}),
    },
    EndorsementState: {
        EndorsementState.PROVISIONAL: frozenset(
            {
                EndorsementState.ACTIVE,
                EndorsementState.INACTIVE,
                EndorsementState.RETIRED,
                EndorsementState.REMOVED,
            }
        ),
        EndorsementState.ACTIVE: frozenset(
            {
                EndorsementState.INACTIVE,
                EndorsementState.EMERITUS,
                EndorsementState.RETIRED,
                EndorsementState.REMOVED,
            }
        ),
        # Back to provisional: what was so before it went out, and never became a full one.
        EndorsementState.INACTIVE: frozenset(
            {
                EndorsementState.ACTIVE,
                EndorsementState.PROVISIONAL,
                EndorsementState.EMERITUS,
                EndorsementState.RETIRED,
                EndorsementState.REMOVED,
            }
        ),
        EndorsementState.EMERITUS: frozenset(
            {
                EndorsementState.ACTIVE,
                EndorsementState.PROVISIONAL,
                EndorsementState.INACTIVE,
                EndorsementState.REMOVED,
            }
        ),
        EndorsementState.RETIRED: frozenset(
            {EndorsementState.ACTIVE, EndorsementState.PROVISIONAL, EndorsementState.REMOVED}
        ),
        EndorsementState.REMOVED: frozenset({EndorsementState.ACTIVE, EndorsementState.PROVISIONAL}),
    },
    # Until it runs, every step before can be taken again; a run that was cut short goes on, or is taken back.
    ImportState: {
        ImportState.READING: frozenset({ImportState.UNREADABLE, ImportState.COLUMNS}),
        ImportState.COLUMNS: frozenset({ImportState.WORDS, ImportState.CHECKING}),
        ImportState.WORDS: frozenset({ImportState.COLUMNS, ImportState.WORDS, ImportState.CHECKING}),
        ImportState.CHECKING: frozenset({ImportState.CHECKED}),
        ImportState.CHECKED: frozenset(
            {ImportState.COLUMNS, ImportState.WORDS, ImportState.CHECKING, ImportState.RUNNING}
        ),
        ImportState.RUNNING: frozenset({ImportState.DONE}),
        ImportState.DONE: frozenset({ImportState.UNDOING}),
        ImportState.UNDOING: frozenset({ImportState.UNDONE}),
        ImportState.UNDONE: frozenset({ImportState.CHECKING}),
    },
    RenewalState: {
        RenewalState.OPEN: frozenset({RenewalState.SUBMITTED, RenewalState.RENEWED, RenewalState.MISSED}),
        RenewalState.SUBMITTED: frozenset(
            {RenewalState.RENEWED, RenewalState.IN_AUDIT, RenewalState.SENT_BACK}
        ),
        RenewalState.IN_AUDIT: frozenset(
            {RenewalState.RENEWED, RenewalState.SENT_BACK, RenewalState.NOT_RENEWED}
        ),
        RenewalState.SENT_BACK: frozenset(
            {RenewalState.SUBMITTED, RenewalState.MISSED, RenewalState.IN_AUDIT}
        ),
        RenewalState.NOT_RENEWED: frozenset({RenewalState.IN_AUDIT}),
        RenewalState.RENEWED: frozenset({RenewalState.OPEN, RenewalState.IN_AUDIT}),
        RenewalState.MISSED: frozenset({RenewalState.OPEN}),
    },
}


def may_move(now: State, to: State) -> bool:
    """Whether the table allows this move."""
    return to in MOVES[type(now)].get(now, frozenset())
