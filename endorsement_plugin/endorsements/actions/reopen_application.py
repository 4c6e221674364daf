"""Open the application of an endorsement that was granted by mistake for a new decision."""

from endorsement_plugin.decisions.actions.decide_again import open_again, refuse_superseded
from endorsement_plugin.models import Application, Endorsement
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.application_locks import lock_application
from endorsement_plugin.rules.states import ApplicationState


def lock_application_of(endorsement: int, by: Visitor) -> Application | None:
    """The application that it came from, with its applicant, locked before the endorsement as everywhere;
    None for one without.

    Part of an action. Raises NotAllowed; WrongState where the applicant has started another one since.
    """
    row = Endorsement.objects.filter(pk=endorsement).first()
    if row is None or row.application_id is None:
        return None
    application = lock_application(by, row.application_id)
    refuse_superseded(application)
    return application


def reopen_application(application: Application, endorsement: Endorsement, *, by: Visitor, why: str) -> None:
    """Part of an action, with both locked. The endorsement keeps its history and is no outcome of the
    application any more, which may come to another one. Raises WrongState where it cannot be taken up again.
    """
    endorsement.application = None
    endorsement.save(update_fields=["application"])
    open_again(application, out_of={ApplicationState.ENDORSED}, by=by, why=f"{endorsement.number}: {why}")
