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
    finds = {one.row.pk: one.finds for one in checked}
    made_here = _made_here(source, [one for one in checked if one.finds == "known"])
    writer(source, [one for one in checked if one.outcome in {"new", "changed"}], by)
    for one in checked:
        _note(one, "new" if one.row.address in made_here else finds[one.row.pk])


def _made_here(source: Import, checked: Sequence[Checked]) -> set[str]:
    """The addresses of people whom an earlier row of this import has made: they were not known before."""
    addresses = {one.row.address for one in checked if one.row.address}
    made = source.rows.filter(address__in=addresses, made__has_key="person")
    return set(made.values_list("address", flat=True))


def _note(one: Checked, finds: str) -> None:
    """A row that has a problem by now, or turned out to be there, is not written. `finds`: before it was."""
    row = one.row
    one.settle()
    row.outcome, row.problems, row.finds = one.outcome, one.said.problems, finds
    row.written = one.outcome in {"new", "changed"}
    row.endorsement = one.endorsement
