from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import Incomplete, Problem, Stale, WrongState
from endorsement_plugin.models import Application, Person
from endorsement_plugin.people.queries import HELD, OF_ACCOUNT, being_read, belonging_to_account
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
    """Keep what the person says about who they are. Details not named stay as they are. Where answers of the
    same step are saved with them, these come after: they make the step newer than `since`.

    Raises NotAllowed; Incomplete for what would take the place of what somebody has written in their account,
    where a coordinator enters the application; WrongState also while another application of theirs is being
    read or scored: these names are masked in it, and stand on its certificate; Stale for a detail that was
    changed elsewhere too.
    """
    row = lock_editable(by, application)
    person = row.person
    if since and since.read is not None:
        values = _changed_here(row, values, since.read, replaces=since.replaces > 0)
    changed = [name for name in DETAILS if name in values and values[name] != getattr(person, name)]
    if changed and since and since.read is None and _is_saved_since(row, since.revision):
        raise Stale(STALE, row.revision)
    if WHO.intersection(changed) and being_read(person):
        raise WrongState(HELD)
    if row.is_entered_for_account and (kept := belonging_to_account(person, {n: values[n] for n in changed})):
        raise Incomplete(
            OF_ACCOUNT, [Problem("of_account", OF_ACCOUNT, (f"person-{name}",)) for name in kept]
        )
    for name in changed:
        setattr(person, name, values[name])
    if changed:
        person.save(update_fields=[*changed, "search"])
        record_writing(row, "details_changed", by=by, detail=", ".join(changed))
    return person


def _is_saved_since(application: Application, revision: int) -> bool:
    """Whether a step that asks for them was."""
    steps = [step.id for step in application.definition.steps if step.asks_who]
    return application.drafts.filter(step__in=steps, revision__gt=revision).exists()


def _changed_here(
    application: Application, values: Mapping[str, str], read: Read, *, replaces: bool
) -> Mapping[str, str]:
    stored = {name: getattr(application.person, name) for name in DETAILS}
    written = to_write(values, stored, read)
    differ = differing(written, stored, read)
    if differ and not replaces:
        raise Stale(STALE, application.revision, differ)
    return written
