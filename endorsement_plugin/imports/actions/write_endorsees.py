"""People and endorsements, as they stood in the former records."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from endorsement_plugin.endorsements.actions.apply_move import apply_move
from endorsement_plugin.errors import WrongState
from endorsement_plugin.imports.checking import Checked
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Endorsement, Import, Person, RegistryEntry
from endorsement_plugin.record.events import record_endorsement_events
from endorsement_plugin.registry.actions.grant import new_endorsement
from endorsement_plugin.rules.states import EndorsementState
from endorsement_plugin.signals import endorsement_changed

MOVED_IN, CORRECTED = "moved_in", "moved_in_again"
NUMBER_TAKEN = "This number was given to somebody else meanwhile."


def write_endorsees(source: Import, checked: Sequence[Checked], by: int) -> None:
    """Make who and what is new, all at once, and correct the rest one by one. Nobody gets a letter."""
    new = [one for one in checked if one.outcome == "new"]
    _refuse_taken(source, new)
    new = [one for one in new if not one.said.problems]
    _make_people(new)
    _make_endorsements(source, new, by)
    for one in checked:
        if one.outcome == "changed":
            _correct(source, one, by)
    _keep_lines(source, [one for one in checked if not one.said.problems])


def _refuse_taken(source: Import, new: Sequence[Checked]) -> None:
    """Under the association's lock: an application may have been granted the number since the check."""
    numbers = [one.values["number"] for one in new]
    taken = set(source.association.endorsements.filter(number__in=numbers).values_list("number", flat=True))
    for one in new:
        if one.values["number"] in taken:
            one.wrong("number", NUMBER_TAKEN)


def _make_people(new: Sequence[Checked]) -> None:
    """One for each address, and for each row without one. An account that has no person yet gets one."""
    made: dict[str, Person] = {}
    for one in new:
        if one.person is not None:
            continue
        address = one.row.address
        if not address or address not in made:
            person = Person(
                user_id=one.account,
                contact_email="" if one.account else one.values["email"],
                given_name=one.values["given_name"],
                family_name=one.values["family_name"],
            )
            made[address or f"row {one.row.number}"] = person
            one.row.made = {"person": str(person.pk)}
        one.person = made[address or f"row {one.row.number}"]
    Person.objects.bulk_create(made.values())


def _make_endorsements(source: Import, new: Sequence[Checked], by: int) -> None:
    for one in new:
        assert one.person is not None
        one.endorsement = new_endorsement(
            person=one.person,
            credential=one.extra["credential"],
            number=one.values["number"],
            origin=Endorsement.Origin.IMPORT,
            granted_on=one.values["granted"],
            renewal_due=one.values["due"],
            listed=one.values["listed"],
            designation=one.values["designation"],
            **_place(one),
        )
        one.endorsement.name = f"{one.values['given_name']} {one.values['family_name']}".strip()
        one.endorsement.family_name = one.values["family_name"]
    rows = [one.endorsement for one in new if one.endorsement is not None]
    Endorsement.objects.bulk_create(rows)
    details = {one.endorsement: detail_of(source, one) for one in new if one.endorsement is not None}
    record_endorsement_events(details, MOVED_IN, by=by, role="coordinator")
    for one in new:
        assert one.endorsement is not None
        one.row.made = {**one.row.made, "endorsement": one.endorsement.pk}
        endorsement_changed.send(sender=Endorsement, endorsement=one.endorsement)


def detail_of(source: Import, one: Checked) -> str:
    """Where the history says it comes from."""
    return f"{source.original_name}, row {one.row.number}"


def _place(one: Checked) -> dict[str, Any]:
    """State and what goes with it. Since when it has lapsed is its day of renewal; of others nobody said."""
    state, reason, due = one.values["state"], one.values["reason"], one.values["due"]
    lapsed = state == EndorsementState.INACTIVE and reason == Endorsement.InactiveReason.LAPSED
    provisional = state == EndorsementState.PROVISIONAL
    return {
        "state": state,
        "inactive_reason": reason,
        "state_since": due if lapsed else None,
        "provisional_until": one.values["provisional_until"],
        "provisional_label": one.extra["credential"].provisional_label if provisional else "",
    }


def _correct(source: Import, one: Checked, by: int) -> None:
    """By the one way in which endorsements are changed, so that its history can take it back."""
    assert one.endorsement is not None
    row = lock(Endorsement).select_related("association", "credential", "person").get(pk=one.endorsement.pk)
    if not one.changes:
        return
    changes = dict(one.changes)
    if changes.get("state") == EndorsementState.PROVISIONAL:
        changes["provisional_label"] = row.credential.provisional_label
    try:
        with transaction.atomic():
            event = apply_move(
                row,
                CORRECTED,
                by=source.run_by or source.uploaded_by,
                role="coordinator",
                changes=changes,
                why=detail_of(source, one),
            )
    except WrongState as refused:
        one.wrong("state", refused.message)
        return
    one.row.made = {**one.row.made, "event": event.pk}


def _keep_lines(source: Import, checked: Sequence[Checked]) -> None:
    """What the registry could say beside the name. Nothing of it is shown until its holder says so."""
    said = [one for one in checked if _line_of(one) and one.person is not None]
    people = {one.person.pk for one in said if one.person is not None}
    there = {
        line.person_id: line
        for line in RegistryEntry.objects.filter(association=source.association_id, person__in=people)
    }
    made: list[RegistryEntry] = []
    for one in said:
        assert one.person is not None
        line = there.get(one.person.pk)
        if line is None:
            line = RegistryEntry(person=one.person, association=source.association, **_line_of(one))
            there[one.person.pk] = line
            made.append(line)
            one.row.made = {**one.row.made, "line": str(line.pk)}
        elif _fill(one, line) and line not in made:
            line.save()
    RegistryEntry.objects.bulk_create(made)


def _fill(one: Checked, line: RegistryEntry) -> bool:
    """Fill what is empty and correct what was moved in; what its holder shows stays as they left it.

    Whether that changed anything.
    """
    corrected = one.extra.get("line", {}) if one.outcome == "changed" else {}
    before = {
        name: getattr(line, name)
        for name in _line_of(one)
        if (name in corrected or not getattr(line, name)) and not getattr(line, f"shows_{name}")
    }
    for name in before:
        setattr(line, name, _line_of(one)[name])
    if before:
        one.row.made = {**one.row.made, "line_of": str(line.pk), "line_before": before}
    return bool(before)


def _line_of(one: Checked) -> dict[str, Any]:
    return {name: one.values[name] for name in ("county", "discipline", "languages") if one.values[name]}
