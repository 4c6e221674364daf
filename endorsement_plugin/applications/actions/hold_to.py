"""Hold an application to newer requirements than it was started under."""

from datetime import date
from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.mail.actions import tell_applicant
from endorsement_plugin.models import Application, RequirementSet
from endorsement_plugin.permissions import Visitor, applications_held_to_requirements_by
from endorsement_plugin.record.events import record_event
from endorsement_plugin.requirements.sets.changes import difference


@transaction.atomic
def hold_to(
    *, application: UUID, requirement_set: RequirementSet, by: Visitor, today: date, note: str = ""
) -> None:
    """Measure the application by this set from now on, and tell its applicant what differs.

    Raises NotAllowed, and WrongState for a set that is not in force or not newer than the application's.
    """
    rows = applications_held_to_requirements_by(by)
    pinned = ("person__user", "requirement_set", "credential", "association__site")
    row = lock(Application, rows).select_related(*pinned).filter(pk=application).first()
    if row is None:
        raise NotAllowed("This application is decided, or not one that you coordinate.")
    old = row.requirement_set
    _refuse(row, requirement_set, today)
    row.requirement_set = requirement_set
    row.save(update_fields=["requirement_set", "changed_at"])
    detail = f"set {requirement_set.number} instead of {old.number}" + (f": {note}" if note else "")
    event = record_event(row, "requirements_changed", by=by, role="coordinator", detail=detail)
    changes = [change for change in difference(old.clauses, requirement_set.clauses) if not change.words_only]
    tell_applicant(
        row, "requirements_changed", event, changes=changes, since=requirement_set.effective_from, note=note
    )


def _refuse(row: Application, target: RequirementSet, today: date) -> None:
    standing = target.cancelled_at is None and target.effective_from <= today
    if target.credential_id != row.credential_id or not standing:
        raise WrongState("These requirements are not in force.")
    old = row.requirement_set
    if (target.effective_from, target.number) <= (old.effective_from, old.number):
        raise WrongState("This application is held to these requirements already, or to newer ones.")
