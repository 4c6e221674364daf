"""Write what checked rows say. Part of `advance`, which holds the import."""

from collections.abc import Sequence

from endorsement_plugin.imports.checking import Checked, check
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Association, Import, ImportRow, Person

from .write_endorsees import write_endorsees
from .write_renewals import write_renewals
from .write_trainings import write_trainings


def write(source: Import, rows: Sequence[ImportRow]) -> None:
    """Write these rows and note in each what became of it; the caller saves them.

    People who are there already are locked, and looked at anew under that lock, as granting does; the
    association's row keeps numbers from being given twice.
    """
    by = source.run_by_id or source.uploaded_by_id
    checked = check(source, rows, by=by)
    there = sorted({one.person.pk for one in checked if one.person is not None})
    locked = list(lock(Person).filter(pk__in=there).order_by("pk"))
    lock(Association).get(pk=source.association_id)
    if locked:
        checked = check(source, rows, by=by)
    writer = {
        Import.Kind.ENDORSEES: write_endorsees,
        Import.Kind.RENEWALS: write_renewals,
        Import.Kind.TRAININGS: write_trainings,
    }[Import.Kind(source.kind)]
    writer(source, [one for one in checked if one.outcome in {"new", "changed"}], by)
    for one in checked:
        _note(one)


def _note(one: Checked) -> None:
    """A row that has a problem by now, or turned out to be there, is not written."""
    row = one.row
    one.settle()
    row.outcome, row.problems, row.finds = one.outcome, one.said.problems, one.finds
    row.written = one.outcome in {"new", "changed"}
    row.endorsement = one.endorsement
