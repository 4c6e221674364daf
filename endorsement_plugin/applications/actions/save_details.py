from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import Stale, WrongState
from endorsement_plugin.models import Application, Person
from endorsement_plugin.people.queries import HELD, being_read
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.application_locks import lock_editable
from endorsement_plugin.record.events import record_writing
from endorsement_plugin.rules.merging import Read, Since, differing, to_write

DETAILS = (
    "given_name",
    "family_name",
    "former_names",
    "preferred_name",
    "nicknames",
    "phone",
    "employer",
    "license_number",
    "member_number",
)
STALE = "Your details were saved in another tab or on another device after you opened them here."
WHO = frozenset(DETAILS) - {"phone"}


@transaction.atomic
def save_details(
    *,
    application: UUID,
    by: Visitor,
    values: Mapping[str, str],
    since: Since | None = None,
) -> Person:
    """Keep what the person says about who they are. Details not named stay as they are.

    Raises NotAllowed; WrongState also while another application of theirs is being read or scored: these
    names are masked in it, and stand on its certificate; Stale for a detail that was changed elsewhere too.
    """
    row = lock_editable(by, application)
    person = row.person
    if since and since.read is not None:
        values = _changed_here(row, values, since.read, replaces=since.replaces > 0)
    changed = [name for name in DETAILS if name in values and values[name] != getattr(person, name)]
    if WHO.intersection(changed) and being_read(person):
        raise WrongState(HELD)
    for name in changed:
        setattr(person, name, values[name])
    if changed:
        person.save(update_fields=[*changed, "search"])
        record_writing(row, "details_changed", by=by, detail=", ".join(changed))
    return person


def _changed_here(
    application: Application, values: Mapping[str, str], read: Read, *, replaces: bool
) -> Mapping[str, str]:
    stored = {name: getattr(application.person, name) for name in DETAILS}
    written = to_write(values, stored, read)
    differ = differing(written, stored, read)
    if differ and not replaces:
        raise Stale(STALE, application.revision, differ)
    return written
