"""Endorsees: whether number, person and category go together, in the file and with what is there."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from endorsement_plugin.imports.rows import Reading, said_by
from endorsement_plugin.models import Credential, Endorsement, Import, ImportRow, Person, RegistryEntry
from endorsement_plugin.people.queries import (
    accounts_confirmed_with,
    people_acquainted_with,
    without_account_by_address,
)
from endorsement_plugin.policies.queries import policies_for
from endorsement_plugin.registry.actions.grant import HELD_ALREADY, all_held
from endorsement_plugin.requirements.deadlines import renewal_due
from endorsement_plugin.rules.history import in_words
from endorsement_plugin.rules.states import ENDED
from review_queue.typed.folding import folded, words

from .checked import OWN, Checked

OF_IMPORTS = frozenset({"moved_in", "moved_in_again", "move_undone", "joined", "invited"})
"""Events after which a spreadsheet may still correct what it moved in."""

SAME_NUMBER = "Row {other} has this number, too."
OTHER_NAME = "Row {other} has this address and another name. An address belongs to one person."
SAME_CREDENTIAL = "Row {other} is the same person’s and of the same credential. Nobody is endorsed twice."
NOT_THEIR_NAME = (
    "The account with this address is in another name. Ask for the address that this person signs in with, "
    "or leave the address out and invite them later."
)
SEVERAL = "More than one person goes with this address. Leave it out, and join the records afterwards."
OTHER_CATEGORY = "This number stands for {code} here."
OTHER_PERSON = "This number is {name}'s here, who has another account than the one with this address."
MOVED_ON = "Something has happened to it here since ({what}). Change it on its own page."
GRANTED_HERE = "It was granted here and not imported. Change it on its own page."


def check_endorsees(source: Import, checked: Sequence[Checked], reading: Reading, by: int) -> None:
    """Note problems, people and endorsements. See `check`."""
    credentials = {one.code: one for one in source.association.credentials.all()}
    for one in checked:
        one.extra["credential"] = credentials.get(one.values["category"])
    _dues(checked, reading)
    _numbers_in_file(source, checked)
    _others_with_address(source, checked, reading)
    _people(source, checked, by)
    _numbers_here(source, checked)
    _held(checked)
    for one in checked:
        if one.is_own(by):
            one.wrong("email", OWN)


def _dues(checked: Sequence[Checked], reading: Reading) -> None:
    """Where no day of renewal is given: the first one by the policy that has not passed."""
    chosen = {credential for one in checked if (credential := one.extra["credential"])}
    policies = policies_for(dict.fromkeys(chosen, reading.today)) if chosen else {}
    for one in checked:
        credential, granted = one.extra["credential"], one.values["granted"]
        if one.values["due"] or credential is None or granted is None:
            continue
        one.extra["due_guessed"] = True
        policy = policies.get(credential.pk)
        due = policy.cycle.first_due(granted) if policy else renewal_due(granted)
        while due < reading.today:
            due = policy.cycle.next_due(due) if policy else renewal_due(due)
        one.values["due"] = due


def _numbers_in_file(source: Import, checked: Sequence[Checked]) -> None:
    keys = {one.row.key for one in checked if one.row.key}
    places: dict[str, list[int]] = defaultdict(list)
    for key, number in source.rows.filter(key__in=keys).values_list("key", "number").order_by("number"):
        places[key].append(number)
    for one in checked:
        other = next((number for number in places[one.row.key] if number != one.row.number), None)
        if one.row.key and other is not None:
            one.wrong("number", SAME_NUMBER.format(other=other))


def _others_with_address(source: Import, checked: Sequence[Checked], reading: Reading) -> None:
    """Rows of one address are one person's: with one name, and each category once."""
    addresses = {one.row.address for one in checked if one.row.address}
    times = Counter(source.rows.filter(address__in=addresses).values_list("address", flat=True).order_by())
    shared = {address for address, count in times.items() if count > 1}
    there: dict[str, list[tuple[int, dict[str, object]]]] = defaultdict(list)
    for row in source.rows.filter(address__in=shared).order_by("number"):
        there[row.address].append((row.number, said_by(row.cells, reading).values))
    for one in checked:
        for number, values in there[one.row.address] if one.row.address else ():
            if number == one.row.number:
                continue
            if _named(values) != _named(one.values):
                one.wrong("email", OTHER_NAME.format(other=number))
                break
            same = values["category"] == one.values["category"]
            if same and not {values["state"], one.values["state"]} & ENDED:
                one.wrong("category", SAME_CREDENTIAL.format(other=number))
                break


def _named(values: Mapping[str, object]) -> str:
    return folded(f"{values['given_name']} {values['family_name']}")


def _people(source: Import, checked: Sequence[Checked], by: int) -> None:
    """By a confirmed address the account of somebody whom the association knows; else by the address in its
    records. Whoever has nothing with the association is asked, by an invitation: an import neither tells
    that they have an account nor puts anything on it.
    """
    addresses = {one.row.address for one in checked if one.row.address}
    confirmed = accounts_confirmed_with(addresses)
    users = {user for theirs in confirmed.values() for user in theirs}
    people = {
        row.user_id: row
        for row in people_acquainted_with(source.association).filter(user__in=users).select_related("user")
    }
    accounts = {address: theirs & people.keys() for address, theirs in confirmed.items()}
    left = without_account_by_address(addresses)
    known = set(
        Endorsement.objects.filter(
            association=source.association_id, person__in=[one for them in left.values() for one in them]
        ).values_list("person", flat=True)
    )
    for one in checked:
        theirs = accounts.get(one.row.address, set())
        moved_in = [row for row in left.get(one.row.address, ()) if row.pk in known]
        if len(theirs) > 1 or (not theirs and len(moved_in) > 1):
            one.wrong("email", SEVERAL)
        elif theirs:
            (one.account,) = theirs
            one.person = people[one.account]
        elif by in confirmed.get(one.row.address, ()):
            one.account = by
        elif moved_in:
            (one.person,) = moved_in
        if one.person is not None and not _may_be_named(one.person, one):
            one.wrong("email", NOT_THEIR_NAME if one.person.user_id else _other_name(one.person))


def _other_name(person: Person) -> str:
    return f"Your records have this address for {person}. An address belongs to one person."


def _may_be_named(person: Person, one: Checked) -> bool:
    """Whether a word of the name is among all that the person goes by; nobody without a name is refused."""
    return not person.search or bool(set(words(_named(one.values))) & set(person.search.split()))


def _numbers_here(source: Import, checked: Sequence[Checked]) -> None:
    numbers = [one.values["number"] for one in checked]
    rows = source.association.endorsements.filter(number__in=numbers)
    there = {row.number: row for row in rows.select_related("person__user", "credential", "association")}
    events: dict[int, list[str]] = defaultdict(list)
    happened = Endorsement.objects.filter(pk__in=[row.pk for row in there.values()])
    for pk, action in happened.values_list("pk", "events__action"):
        events[pk].append(action or "")
    people = {row.person_id for row in there.values()}
    lines = {
        line.person_id: line
        for line in RegistryEntry.objects.filter(association=source.association_id, person__in=people)
    }
    for one in checked:
        row = there.get(one.values["number"])
        if row is not None:
            _compare(one, row, events[row.pk], lines.get(row.person_id))


def _compare(one: Checked, row: Endorsement, events: Sequence[str], line: RegistryEntry | None) -> None:
    credential = one.extra["credential"]
    if credential is not None and row.credential_id != credential.pk:
        one.wrong("category", OTHER_CATEGORY.format(code=row.credential.code))
    if one.account is not None and row.person.user_id != one.account and row.person.user_id is not None:
        one.wrong("email", OTHER_PERSON.format(name=row.name))
    one.endorsement, one.person = row, row.person
    one.changes = _differing(one, row)
    one.extra["line"] = _line_changes(one, line)
    if not one.changes and not one.extra["line"]:
        one.outcome = ImportRow.Outcome.THERE
        return
    one.outcome = ImportRow.Outcome.CHANGED
    since = next((action for action in reversed(events) if action not in OF_IMPORTS), None)
    if row.origin != Endorsement.Origin.IMPORT:
        one.wrong("number", GRANTED_HERE)
    elif since is not None:
        one.wrong("number", MOVED_ON.format(what=in_words(since).lower()))


def _differing(one: Checked, row: Endorsement) -> dict[str, object]:
    """The fields that the file says otherwise. What it has no column for, or leaves empty, stays."""
    values = {**one.values, "inactive_reason": one.values["reason"], "renewal_due": one.values["due"]}
    values["name"] = f"{one.values['given_name']} {one.values['family_name']}".strip()
    said = ["state", "inactive_reason", "provisional_until"] if "state" in one.columns else []
    said += ["listed"] if "listed" in one.columns else []
    said += ["designation"] if one.values["designation"] else []
    said += [] if one.extra.get("due_guessed") else ["renewal_due"]
    if folded(values["name"]) != folded(row.name):
        said += ["name", "family_name"]
    return {name: values[name] for name in said if values[name] != getattr(row, name)}


def _line_changes(one: Checked, line: RegistryEntry | None) -> dict[str, object]:
    names = ("county", "discipline", "languages")
    return {
        name: one.values[name]
        for name in names
        if one.values[name] and one.values[name] != (getattr(line, name) if line else "")
    }


def _held(checked: Sequence[Checked]) -> None:
    people = {one.person.pk: one.person for one in checked if one.person is not None}
    held = {
        (row.person_id, row.credential_id): row
        for row in all_held(people.values()).select_related("credential")
    }
    for one in checked:
        credential: Credential | None = one.extra["credential"]
        if one.person is None or credential is None or one.endorsement is not None:
            continue
        there = held.get((one.person.pk, credential.pk))
        if there is not None and one.values["state"] not in ENDED:
            said = HELD_ALREADY.format(name=one.person, code=credential.code, number=there.number)
            one.wrong("category", said)
