"""Take back what rows made, where nothing has happened to it since. Part of `advance`."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from endorsement_plugin.endorsements.actions.apply_move import undo_move
from endorsement_plugin.errors import Refusal
from endorsement_plugin.models import (
    Endorsement,
    EndorsementEvent,
    EvidenceEntry,
    Import,
    ImportRow,
    Person,
    RegistryEntry,
    Renewal,
    RenewedEntry,
    SubmittedEntry,
)
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.rules.history import in_words

from .write_endorsees import MOVED_IN

MOVED_ON = "Something has happened to it since: {what}."
USED = "It was submitted with an application or a renewal."
CHANGED = "It was changed since."
HOLDS_MORE = "Something else depends on it by now."


def take_back(source: Import, rows: Sequence[ImportRow]) -> None:
    """Undo each row by itself, for whoever asked. What stays says why in `stays`; the caller saves it."""
    by = source.events.filter(action="undo").order_by("-pk").select_related("actor")[0].actor
    assert by is not None
    for row in rows:
        try:
            with transaction.atomic():
                stays = _undo(source, row, by)
        except ProtectedError:
            stays = HOLDS_MORE
        except Refusal as refused:
            stays = refused.message[:200]
        if stays:
            row.stays = stays
        else:
            row.written, row.made = False, {}


def _undo(source: Import, row: ImportRow, by: Visitor) -> str:
    """Why it stays; empty if it was taken back."""
    made = row.made
    if "endorsement" in made and (stays := _endorsement(made["endorsement"])):
        return stays
    if "event" in made and EndorsementEvent.objects.filter(pk=made["event"]).exists():
        undo_move(event=made["event"], by=by, why=f"{source.original_name}, row {row.number}")
    if "entry" in made and (stays := _entry(made["entry"])):
        return stays
    if ("renewal" in made or "renewal_of" in made) and (stays := _renewal(made)):
        return stays
    _line(made)
    if "person" in made:
        _person(made["person"])
    return ""


def _endorsement(pk: int) -> str:
    row = Endorsement.objects.filter(pk=pk).first()
    if row is None:
        return ""
    since = row.events.exclude(action__in=[MOVED_IN, "invited"]).order_by("id").first()
    if since is not None:
        return MOVED_ON.format(what=in_words(since.action).lower())
    if row.renewals.exists():
        return MOVED_ON.format(what="its renewals")
    row.events.all().delete()
    row.delete()
    return ""


def _entry(pk: str) -> str:
    entry = EvidenceEntry.objects.filter(pk=pk).first()
    if entry is None:
        return ""
    if entry.revision > 1:
        return CHANGED
    if any(model._default_manager.filter(origin=pk).exists() for model in (SubmittedEntry, RenewedEntry)):
        return USED
    entry.delete()
    return ""


def _renewal(made: dict[str, Any]) -> str:
    renewal = Renewal.objects.filter(pk=made.get("renewal") or made["renewal_of"]).first()
    if renewal is None:
        return ""
    if renewal.events.exclude(action=MOVED_IN).exists():
        return MOVED_ON.format(what="the period was renewed here")
    if "renewal" in made:
        renewal.events.all().delete()
        renewal.delete()
        return ""
    Renewal.objects.filter(pk=renewal.pk).update(**made["before"])
    return ""


def _line(made: dict[str, Any]) -> None:
    """What its holder has shown since stays theirs."""
    if "line" in made:
        RegistryEntry.objects.filter(
            pk=made["line"], shows_county=False, shows_discipline=False, shows_languages=False
        ).delete()
    for name, value in made.get("line_before", {}).items():
        shown = {f"shows_{name}": False}
        RegistryEntry.objects.filter(pk=made["line_of"], **shown).update(**{name: value})


def _person(pk: str) -> None:
    """Somebody whom nothing else names, and who has not joined. Whoever has more stays."""
    person = Person.objects.filter(pk=pk, user=None).first()
    if person is None:
        return
    has_more = (person.applications, person.endorsements, person.evidence, person.registry_entries)
    if not any(rows.exists() for rows in has_more):
        person.delete()
