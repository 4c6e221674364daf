"""Take back what rows made, where nothing has happened to it since. Part of `advance`."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from endorsement_plugin.endorsements.actions.apply_move import undo_move
from endorsement_plugin.errors import Refusal
from endorsement_plugin.imports.queries import rows_of_held
from endorsement_plugin.models import EndorsementEvent, Import, ImportRow, RegistryEntry, Renewal
from endorsement_plugin.permissions import Visitor

from .remove_made import remove_made, renewals_that_stay

CORRECTIONS = frozenset({"event", "renewal_of", "line_of"})
"""What a row has made where it changed something that was there."""
HELD = "Everything of this person is kept for now."
HOLDS_MORE = "Something else depends on it by now."


def take_back(source: Import, rows: Sequence[ImportRow]) -> None:
    """Undo these rows for whoever asked. What stays says why in `stays`; the caller saves it. What a row made
    of a person on whom there is a hold stays.

    What was made anew goes in one piece, with as many queries as for one row; corrections, and a chunk in
    which something else depends on what was made, row by row.
    """
    by = source.events.filter(action="undo").order_by("-pk").select_related("actor")[0].actor
    assert by is not None
    held = set(rows_of_held().filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    made = []
    for row in rows:
        if row.pk in held:
            _note(row, HELD)
        elif CORRECTIONS & row.made.keys():
            _undo_alone(source, row, by)
        else:
            made.append(row)
    try:
        with transaction.atomic():
            stays = remove_made(made)
    except ProtectedError:
        for row in made:
            _undo_alone(source, row, by)
    else:
        for row in made:
            _note(row, stays.get(row.pk, ""))


def _undo_alone(source: Import, row: ImportRow, by: Visitor) -> None:
    try:
        with transaction.atomic():
            stays = _undo(source, row, by)
    except ProtectedError:
        stays = HOLDS_MORE
    except Refusal as refused:
        stays = refused.message[:200]
    _note(row, stays)


def _note(row: ImportRow, stays: str) -> None:
    if stays:
        row.stays = stays
    else:
        row.written, row.made = False, {}


def _undo(source: Import, row: ImportRow, by: Visitor) -> str:
    """Why it stays; empty if it was taken back."""
    made = row.made
    if "event" in made and EndorsementEvent.objects.filter(pk=made["event"]).exists():
        undo_move(event=made["event"], by=by, why=f"{source.original_name}, row {row.number}")
    if "renewal_of" in made and (stays := _renewal(made)):
        return stays
    stays = remove_made([row]).get(row.pk, "")
    for name, value in () if stays else made.get("line_before", {}).items():
        shown = {f"shows_{name}": False}
        RegistryEntry.objects.filter(pk=made["line_of"], **shown).update(**{name: value})
    return stays


def _renewal(made: dict[str, Any]) -> str:
    """A period that was there, as it was before."""
    renewals = Renewal.objects.filter(pk=made["renewal_of"])
    if stays := renewals_that_stay([made["renewal_of"]]).get(made["renewal_of"], ""):
        return stays
    renewals.update(**made["before"])
    return ""
