"""Trainings: whose they are, and whether they are in the portfolio already."""

from collections.abc import Sequence

from endorsement_plugin.imports.rows import Reading
from endorsement_plugin.models import Endorsement, EvidenceEntry, Import, ImportRow, Person
from endorsement_plugin.people.queries import accounts_confirmed_with, without_account_by_address
from endorsement_plugin.portfolio.rules import digest_of

from .checked import OWN, Checked

NOT_HERE = "No endorsement here has this number."
NOBODY_HERE = "Nobody with an endorsement here has this address."
SEVERAL = "More than one person has this address. Write the number instead."
NOT_THEIRS = "The number is {name}'s, and the address is somebody else's."


def check_trainings(source: Import, checked: Sequence[Checked], reading: Reading, by: int) -> None:
    """Note problems, people, and which are there already. See `check`."""
    _find_people(source, checked)
    people = {one.person.pk for one in checked if one.person is not None}
    there = set(EvidenceEntry.objects.filter(person__in=people).values_list("person", "made_of"))
    for one in checked:
        if one.is_own(by):
            one.wrong("number", OWN)
        if one.said.problems or one.person is None:
            continue
        one.extra["entry"] = entry_of(one)
        one.extra["made_of"] = digest_of("training", one.extra["entry"])
        if (one.person.pk, one.extra["made_of"]) in there:
            one.outcome = ImportRow.Outcome.THERE
        there.add((one.person.pk, one.extra["made_of"]))


def entry_of(one: Checked) -> dict[str, object]:
    """The details of the portfolio entry that the row becomes."""
    values = one.values
    return {
        "title": values["title"],
        "organization": values["organization"],
        "started_on": values["date"],
        "ended_on": None,
        "hours": values["hours"],
        "areas": [values["topic"]] if values["topic"] else [],
    }


def _find_people(source: Import, checked: Sequence[Checked]) -> None:
    """By number first. An address is asked among the association's own endorsees only."""
    numbers = {one.values["number"] for one in checked if one.values["number"]}
    rows = source.association.endorsements.filter(number__in=numbers).select_related("person")
    by_number = {row.number: row.person for row in rows}
    by_address = _endorsees_with(source, {one.row.address for one in checked if one.row.address})
    for one in checked:
        number, theirs = one.values["number"], by_address.get(one.row.address, [])
        if number:
            one.person = by_number.get(number)
            if one.person is None:
                one.wrong("number", NOT_HERE)
            elif theirs and one.person not in theirs:
                one.wrong("email", NOT_THEIRS.format(name=one.person))
        elif one.row.address:
            one.person = theirs[0] if len(theirs) == 1 else None
            if one.person is None and not one.said.problems:
                one.wrong("email", SEVERAL if theirs else NOBODY_HERE)


def _endorsees_with(source: Import, addresses: set[str]) -> dict[str, list[Person]]:
    accounts = accounts_confirmed_with(addresses)
    users = {user for theirs in accounts.values() for user in theirs}
    people = {row.user_id: row for row in Person.objects.filter(user__in=users)}
    found = {
        address: [people[user] for user in sorted(theirs) if user in people]
        for address, theirs in accounts.items()
    }
    for address, left in without_account_by_address(addresses).items():
        found.setdefault(address, []).extend(left)
    everybody = [one for them in found.values() for one in them]
    theirs = Endorsement.objects.filter(association=source.association_id, person__in=everybody)
    endorsed = set(theirs.values_list("person", flat=True))
    return {address: [one for one in them if one.pk in endorsed] for address, them in found.items()}
