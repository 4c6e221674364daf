"""Remove what rows made anew, where nothing has happened to it since. Part of `take_back`."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from endorsement_plugin.models import (
    Application,
    Endorsement,
    EndorsementEvent,
    EvidenceEntry,
    ImportRow,
    Person,
    RegistryEntry,
    Renewal,
    RenewalEvent,
    RenewedEntry,
    SubmittedEntry,
)
from endorsement_plugin.rules.history import in_words

from .write_endorsees import MOVED_IN

MOVED_ON = "Something has happened to it since: {what}."
USED = "It was submitted with an application or a renewal."
CHANGED = "It was changed since."


def remove_made(rows: Sequence[ImportRow]) -> dict[int, str]:
    """By row, why what it made stays; of every other row all that it made is gone.

    The same number of queries for one row and for many. Raises ProtectedError, having removed some, where
    something else depends on one of them.
    """
    said: dict[str, Mapping[Any, str]] = {
        "endorsement": _endorsements_that_stay(_made(rows, "endorsement")),
        "entry": _entries_that_stay(_made(rows, "entry")),
        "renewal": renewals_that_stay(_made(rows, "renewal")),
    }
    stays = {
        row.pk: why
        for row in rows
        for kind, whys in said.items()
        if (why := whys.get(row.made.get(kind), ""))
    }
    gone = [row for row in rows if row.pk not in stays]
    EndorsementEvent.objects.filter(endorsement__in=_made(gone, "endorsement")).delete()
    Endorsement.objects.filter(pk__in=_made(gone, "endorsement")).delete()
    EvidenceEntry.objects.filter(pk__in=_made(gone, "entry")).delete()
    RenewalEvent.objects.filter(renewal__in=_made(gone, "renewal")).delete()
    Renewal.objects.filter(pk__in=_made(gone, "renewal")).delete()
    _remove_lines(_made(gone, "line"))
    _remove_people(_made(gone, "person"))
    return stays


def _made(rows: Iterable[ImportRow], kind: str) -> list[Any]:
    return [row.made[kind] for row in rows if kind in row.made]


def _endorsements_that_stay(pks: Collection[int]) -> dict[int, str]:
    moved = EndorsementEvent.objects.filter(endorsement__in=pks).exclude(action__in=[MOVED_IN, "invited"])
    renewed = Renewal.objects.filter(endorsement__in=pks).values_list("endorsement", flat=True)
    stays = {pk: MOVED_ON.format(what="its renewals") for pk in renewed}
    for pk, action in moved.order_by("-pk").values_list("endorsement", "action"):
        stays[pk] = MOVED_ON.format(what=in_words(action).lower())
    return stays


def _entries_that_stay(pks: Collection[Any]) -> dict[str, str]:
    stays: dict[str, str] = {}
    for model in (SubmittedEntry, RenewedEntry):
        used = model._default_manager.filter(origin__in=pks).values_list("origin", flat=True)
        stays |= {str(pk): USED for pk in used}
    changed = EvidenceEntry.objects.filter(pk__in=pks, revision__gt=1).values_list("pk", flat=True)
    return stays | {str(pk): CHANGED for pk in changed}


def renewals_that_stay(pks: Collection[Any]) -> Mapping[str, str]:
    """By period, what has happened to it here."""
    moved = RenewalEvent.objects.filter(renewal__in=pks).exclude(action=MOVED_IN)
    why = MOVED_ON.format(what="the period was renewed here")
    return {str(pk): why for pk in moved.values_list("renewal", flat=True)}


def _remove_lines(pks: Collection[Any]) -> None:
    """What its holder has shown since stays theirs."""
    lines = RegistryEntry.objects.filter(pk__in=pks)
    lines.filter(shows_county=False, shows_discipline=False, shows_languages=False).delete()


def _remove_people(pks: Collection[Any]) -> None:
    """Whom nothing else names, and who has not joined. Whoever has more stays."""
    people = Person.objects.filter(pk__in=pks, user=None)
    more: set[UUID] = set()
    for model in (Application, Endorsement, EvidenceEntry, RegistryEntry):
        more.update(model._default_manager.filter(person__in=pks).values_list("person", flat=True))
    people.exclude(pk__in=more).delete()
