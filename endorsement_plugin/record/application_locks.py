"""How every step with an application begins, an applicant's and a coordinator's: with the row, locked."""

from uuid import UUID

from django.db.models import QuerySet

from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Application, Transcript
from endorsement_plugin.permissions import (
    Visitor,
    applications_coordinated_by,
    applications_of,
    transcripts_coordinated_by,
)
from endorsement_plugin.rules.states import ApplicationState

from .writers import applications_written_by

NOT_THEIRS = "You do not coordinate this application."

REFEREES_MAY_CHANGE = frozenset(
    {
        ApplicationState.DRAFT,
        ApplicationState.SUBMITTED,
        ApplicationState.IN_REVIEW,
        ApplicationState.RETURNED,
        ApplicationState.DEFERRED,
    }
)
"""A referee who declines after the application was submitted has to be replaced then."""


def lock_own_application(by: Visitor, application: UUID) -> Application:
    """The application with all it is pinned to, locked to the end of the transaction. Raises NotAllowed."""
    return _locked(applications_of(by), application, "This is not your application.")


ON_PAPER = (
    "{association} enters this application from paper. To write in it yourself, press “Go on with it "
    "yourself” on its page first."
)


def lock_own_or_entered(by: Visitor, application: UUID) -> Application:
    """One's own application, or one that one enters from paper. Raises NotAllowed."""
    refusal = "This is not your application, or its applicant goes on with it themselves."
    row = _locked(applications_written_by(by), application, refusal)
    if row.person.user_id != by.pk and not row.is_on_paper:  # taken over while this waited for the lock
        raise NotAllowed(refusal)
    return row


def lock_written(by: Visitor, application: UUID) -> Application:
    """The application for whoever fills in its form: its applicant, or a coordinator who enters it.

    Never both: raises WrongState for an applicant who has not said yet that they go on with it themselves;
    and NotAllowed.
    """
    row = lock_own_or_entered(by, application)
    if row.is_on_paper and row.person.user_id == by.pk:
        raise WrongState(ON_PAPER.format(association=row.association.short_name))
    return row


def lock_editable(by: Visitor, application: UUID) -> Application:
    """The application, if its form may still be changed. Raises NotAllowed, WrongState."""
    row = lock_written(by, application)
    if not row.is_editable:
        raise WrongState(
            f"This application is now “{row.status.label}”, so it can no longer be changed. "
            "Reload the page to see where it stands."
        )
    return row


def lock_for_referees(by: Visitor, application: UUID) -> Application:
    """The application, if its referees may still be changed. Raises NotAllowed, WrongState."""
    row = lock_written(by, application)
    if row.status not in REFEREES_MAY_CHANGE:
        raise WrongState(
            f"This application is now “{row.status.label}”, so its referees can no longer be changed."
        )
    return row


def lock_application(by: Visitor, application: UUID) -> Application:
    """The application, locked to the end of the transaction. Raises NotAllowed if it is not theirs."""
    return _locked(applications_coordinated_by(by), application, NOT_THEIRS)


def lock_transcript(by: Visitor, transcript: UUID) -> Transcript:
    """The transcript, locked to the end of the transaction. Raises NotAllowed if it is not theirs."""
    row = lock(Transcript, transcripts_coordinated_by(by)).filter(pk=transcript).first()
    if row is None:
        raise NotAllowed(NOT_THEIRS)
    return row


def _locked(rows: QuerySet[Application], application: UUID, refusal: str) -> Application:
    pinned = ("person__user", "form_version", "requirement_set", "credential", "association__site")
    row = lock(Application, rows).select_related(*pinned).filter(pk=application).first()
    if row is None:
        raise NotAllowed(refusal)
    return row
