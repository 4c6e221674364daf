"""How every coordinator's step begins: with the row, locked."""

from uuid import UUID

from endorsement_plugin.errors import NotAllowed
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Application, Transcript
from endorsement_plugin.permissions import (
    Visitor,
    applications_coordinated_by,
    transcripts_coordinated_by,
)


def lock_application(by: Visitor, application: UUID) -> Application:
    """The application, locked to the end of the transaction. Raises NotAllowed if it is not theirs."""
    found = (
        lock(Application, applications_coordinated_by(by))
        .select_related("person__user", "requirement_set", "form_version", "credential", "association__site")
        .filter(pk=application)
        .first()
    )
    if found is None:
        raise NotAllowed("You do not coordinate this application.")
    return found


def lock_transcript(by: Visitor, transcript: UUID) -> Transcript:
    """The transcript, locked to the end of the transaction. Raises NotAllowed if it is not theirs."""
    found = lock(Transcript, transcripts_coordinated_by(by)).filter(pk=transcript).first()
    if found is None:
        raise NotAllowed("You do not coordinate this application.")
    return found
