"""How every applicant's step begins: with the row, locked."""

from uuid import UUID

from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Application
from endorsement_plugin.permissions import Visitor, applications_of
from endorsement_plugin.rules.states import ApplicationState

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
    found = (
        lock(Application, applications_of(by))
        .select_related("person__user", "form_version", "requirement_set", "credential", "association__site")
        .filter(pk=application)
        .first()
    )
    if found is None:
        raise NotAllowed("This is not your application.")
    return found


def lock_editable(by: Visitor, application: UUID) -> Application:
    """The application, if its applicant may still change it. Raises NotAllowed, WrongState."""
    found = lock_own_application(by, application)
    if not found.is_editable:
        raise WrongState(
            f"This application is now “{found.status.label}”, so it can no longer be changed. "
            "Reload the page to see where it stands."
        )
    return found


def lock_for_referees(by: Visitor, application: UUID) -> Application:
    """The application, if its referees may still be changed. Raises NotAllowed, WrongState."""
    found = lock_own_application(by, application)
    if found.status not in REFEREES_MAY_CHANGE:
        raise WrongState(
            f"This application is now “{found.status.label}”, so its referees can no longer be changed."
        )
    return found
