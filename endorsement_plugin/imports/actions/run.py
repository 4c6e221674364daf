"""Move a checked spreadsheet in, and take it back."""

from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.imports.locks import NOT_THEIRS, lock_import, record_import_event
from endorsement_plugin.imports.queries import BUSY, imports_coordinated_by, says_something_of, summary_of
from endorsement_plugin.locks import lock
from endorsement_plugin.models import AccessEvent, Import, ImportRow
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.access import note_export
from endorsement_plugin.rules.states import ImportState

from .asking import ask_for_part, begin

ANOTHER = "“{name}” is being imported or taken back just now. Wait until that is done."
OWN = "This import says something of yourself. Another coordinator has to take it back."
NOTHING = "There is nothing to import: every row has a problem or is there already."


@transaction.atomic
def run_import(*, source: UUID, by: Visitor, invites: bool = False) -> Import:
    """Move in every row without a problem, in the background; rows with one are left out.

    With `invites`, whoever has an address and no account gets a letter afterwards; nobody does otherwise.
    Raises NotAllowed; WrongState for one that is not checked, has nothing to move in, or while another import
    of the association writes.
    """
    row = _alone(by, source)
    summary = summary_of(row)
    if row.status is ImportState.CHECKED and not summary.moves:
        raise WrongState(NOTHING)
    row.run_by_id, row.foreseen = by.pk, summary.counts
    row.invites = invites and row.kind == Import.Kind.ENDORSEES
    row.save(update_fields=["run_by", "invites", "foreseen"])
    begin(row, ImportState.RUNNING)
    record_import_event(row, "run", by=by.pk, detail="with invitations" if row.invites else "")
    return row


@transaction.atomic
def undo_import(*, source: UUID, by: Visitor) -> Import:
    """Take back all that it made and that has not moved since, in the background; the rest stays, listed.

    Raises NotAllowed; WrongState for one that was not moved in or says something of oneself, which could lift
    one's own sanction, or while another one writes.
    """
    row = _alone(by, source)
    if says_something_of(row, by):
        raise WrongState(OWN)
    begin(row, ImportState.UNDOING)
    record_import_event(row, "undo", by=by.pk)
    return row


@transaction.atomic
def check_again(*, source: UUID, by: Visitor) -> Import:
    """Check its rows anew, by what there is here now. Raises NotAllowed, WrongState."""
    row = lock_import(by, source)
    begin(row, ImportState.CHECKING)
    return row


@transaction.atomic
def go_on(*, source: UUID, by: Visitor) -> Import:
    """Ask once more for the step that a worker has given up. What is done stays done.

    Raises NotAllowed, and WrongState for one that no worker has.
    """
    row = lock_import(by, source)
    if row.status not in BUSY:
        raise WrongState("No worker has this import. Reload the page to see where it stands.")
    row.step += 1
    row.save(update_fields=["step", "changed_at"])
    ask_for_part(row, 0)
    return row


@transaction.atomic
def note_download(*, source: UUID, by: Visitor) -> None:
    """Write down who has had the rows with problems as a file. Raises NotAllowed."""
    row = lock_import(by, source)
    record_import_event(row, "problems_downloaded", by=by.pk)
    counts = {row.association_id: row.rows.filter(outcome=ImportRow.Outcome.PROBLEM).count()}
    note_export(AccessEvent.Kind.IMPORT_PROBLEMS, counts, by=by, thing=source)


def _alone(by: Visitor, source: UUID) -> Import:
    """The import, with all others of the association locked: only one of them writes at a time."""
    found = imports_coordinated_by(by).filter(pk=source).first()
    if found is None:
        raise NotAllowed(NOT_THEIRS)
    theirs = lock(Import).filter(association=found.association_id).select_related("association")
    rows = {row.pk: row for row in theirs.order_by("pk")}
    for other in rows.values():
        if other.pk != source and other.status in {ImportState.RUNNING, ImportState.UNDOING}:
            raise WrongState(ANOTHER.format(name=other.original_name))
    return rows[source]
