"""How every step with one reference begins: the application and the reference, both locked."""

from uuid import UUID

from endorsement_plugin.errors import LinkGone, NotAllowed
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Application, Reference
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.application_locks import lock_for_referees
from endorsement_plugin.record.writers import applications_written_by
from endorsement_plugin.rules.states import ReferenceState

from .queries import answerable

WAITING = frozenset({ReferenceState.SENT, ReferenceState.OPENED})
"""The referee has been asked and has not answered."""

GONE = "This link does not work. It may be too old, used, or replaced by a newer one."


def lock_asked(by: Visitor, reference: UUID) -> tuple[Application, Reference]:
    """A request of the applicant's own, with its application. Raises NotAllowed, WrongState."""
    rows = Reference.objects.filter(application__in=applications_written_by(by), pk=reference)
    owner = rows.values_list("application_id", flat=True).first()
    if owner is None:
        raise NotAllowed("This is not your request.")
    application = lock_for_referees(by, owner)
    row = lock(Reference).get(pk=reference, application=application)
    row.application = application
    return application, row


def lock_by_link(digest: str) -> Reference:
    """The request whose link this is. Raises LinkGone, in the same words whatever is wrong with the link."""
    reference = lock(Reference, answerable(digest)).first()
    if reference is None:
        raise LinkGone(GONE)
    return reference
