"""Trainings become entries of their person's portfolio."""

from collections.abc import Sequence

from endorsement_plugin.imports.checking import Checked
from endorsement_plugin.models import EvidenceEntry, Import


def write_trainings(source: Import, checked: Sequence[Checked], by: int) -> None:
    """Make the entries, all at once. Each can be changed and removed by its person, as their own."""
    made = []
    for one in checked:
        assert one.person is not None
        entry = EvidenceEntry(
            person=one.person, kind="training", made_of=one.extra["made_of"], **one.extra["entry"]
        )
        made.append(entry)
        one.row.made = {"entry": str(entry.pk)}
    EvidenceEntry.objects.bulk_create(made)
