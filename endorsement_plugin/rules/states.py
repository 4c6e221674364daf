"""The states that a thing can be in, and what several of them have in common. Pure."""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """A state with the words a person reads for it."""

    @property
    def label(self) -> str:
        """The state in plain English, for screens."""
        return LABELS.get(type(self), {}).get(self, self.value.replace("_", " ").capitalize())

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


class ErasureState(State):
    ASKED = "asked"
    APPROVED = "approved"
    DONE = "done"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class FeeState(State):
    DUE = "due"
    PAID = "paid"
    WAIVED = "waived"
    INVOICED = "invoiced"
    REFUNDED = "refunded"


class EndorsementState(State):
    PROVISIONAL = "provisional"
    ACTIVE = "active"
    INACTIVE = "inactive"
    EMERITUS = "emeritus"
    RETIRED = "retired"
    REMOVED = "removed"


class CertificateState(State):
    ASKED = "asked"
    MADE = "made"
    FAILED = "failed"


class RenewalState(State):
    OPEN = "open"
    SUBMITTED = "submitted"
    IN_AUDIT = "in_audit"
    SENT_BACK = "sent_back"
    RENEWED = "renewed"
    NOT_RENEWED = "not_renewed"
    MISSED = "missed"


class ImportState(State):
    READING = "reading"
    UNREADABLE = "unreadable"
    COLUMNS = "columns"
    WORDS = "words"
    CHECKING = "checking"
    CHECKED = "checked"
    RUNNING = "running"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


LABELS: Mapping[type[State], Mapping[State, str]] = {
    ApplicationState: {
        ApplicationState.IN_REVIEW: "In review",
        ApplicationState.RETURNED: "Returned to you",
        ApplicationState.EXAM: "Exam",
        ApplicationState.READY: "Ready for decision",
    },
    TranscriptState: {
        TranscriptState.UPLOADED: "Being checked",
        TranscriptState.QUARANTINED: "Held for a person to look at",
    },
    SittingState: {
        SittingState.HANDED_IN: "Handed in",
        SittingState.IN_SCORING: "Being scored",
        SittingState.CLOSED: "Closed without an outcome",
    },
    ImportState: {
        ImportState.READING: "Being read",
        ImportState.UNREADABLE: "Could not be read",
        ImportState.COLUMNS: "Waiting for its columns",
        ImportState.WORDS: "Waiting for its words",
        ImportState.CHECKING: "Being checked",
        ImportState.CHECKED: "Checked",
        ImportState.RUNNING: "Being imported",
        ImportState.DONE: "Imported",
        ImportState.UNDOING: "Being taken back",
        ImportState.UNDONE: "Taken back",
    },
    CertificateState: {
        CertificateState.ASKED: "Being made",
        CertificateState.MADE: "Ready",
    },
}
"""By the thing: states of two things that are spelled alike are one key."""

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

DECIDED = frozenset({ApplicationState.ENDORSED, ApplicationState.DECLINED})
DECIDED_AGAINST = frozenset({ApplicationState.DEFERRED, ApplicationState.DECLINED})
"""A coordinator may decide these again."""

RESUMABLE = frozenset({ApplicationState.RETURNED, ApplicationState.DEFERRED, ApplicationState.READY})
"""A coordinator may take these back into review."""

RENEWAL_IN_HAND = frozenset({RenewalState.SUBMITTED, RenewalState.IN_AUDIT})
"""Renewals that were sent in, and are not decided."""

ENDED = frozenset({EndorsementState.RETIRED, EndorsementState.REMOVED})
"""Whoever had an endorsement that is in one of these may be granted the same credential anew."""
