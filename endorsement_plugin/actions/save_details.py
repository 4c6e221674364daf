from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import WrongState
from endorsement_plugin.models import Person
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.queries.people import HELD, being_read

from .applying import lock_editable
from .events import record_event

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
WHO = frozenset(DETAILS) - {"phone"}


@transaction.atomic
def save_details(*, application: UUID, by: Visitor, values: Mapping[str, str]) -> Person:
    """Keep what the person says about who they are. Details not named stay as they are.

    Raises NotAllowed, and WrongState also while another application of theirs is being read or scored: these
    names are masked in it, and stand on its certificate.
    """
    row = lock_editable(by, application)
    person = row.person
    changed = [name for name in DETAILS if name in values and values[name] != getattr(person, name)]
    if WHO.intersection(changed) and being_read(person):
        raise WrongState(HELD)
    for name in changed:
        setattr(person, name, values[name])
    if changed:
        person.save(update_fields=changed)
        record_event(row, "details_changed", by=by, role="applicant", detail=", ".join(changed))
    return person
