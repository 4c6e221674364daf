"""What would become of rows if they were moved in now: the dry run and the run ask the same."""

from collections.abc import Callable, Mapping, Sequence

from endorsement_plugin.imports.queries import reading_of
from endorsement_plugin.models import Import, ImportRow

from .checked import Checked
from .endorsees import check_endorsees
from .renewals import check_renewals
from .trainings import check_trainings

__all__ = ["Checked", "check"]

_OF_KIND: Mapping[str, Callable[..., None]] = {
    Import.Kind.ENDORSEES: check_endorsees,
    Import.Kind.RENEWALS: check_renewals,
    Import.Kind.TRAININGS: check_trainings,
}


def check(source: Import, rows: Sequence[ImportRow], *, by: int) -> list[Checked]:
    """Each row with its outcome and all that is wrong with it. `by` is a user: nobody moves in their own.

    The same number of queries for one row and for many. Nothing is written.
    """
    reading = reading_of(source)
    checked = [Checked.of(row, reading) for row in rows]
    _OF_KIND[source.kind](source, checked, reading, by)
    for one in checked:
        one.settle()
    return checked
