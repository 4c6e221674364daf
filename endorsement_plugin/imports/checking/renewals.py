"""Past renewals: of which endorsement, and whether its period is there already."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from endorsement_plugin.imports.rows import Reading, said_by
from endorsement_plugin.models import Endorsement, Import, ImportRow, Renewal
from endorsement_plugin.policies.queries import policies_for
from endorsement_plugin.requirements.counting import months_after

from .checked import OWN, Checked

NOT_HERE = "No endorsement here has this number. Import the endorsees first."
ENDS_BEFORE = "This period ends before the endorsement was granted."
SAME_PERIOD = "Row {other} is about the same period of this endorsement."
OTHERWISE = "This period is here already, and was not imported. Look at it on the page of the endorsement."


def check_renewals(source: Import, checked: Sequence[Checked], reading: Reading, by: int) -> None:
    """Note problems, endorsements and periods. See `check`."""
    rows = source.association.endorsements.filter(number__in={one.values["number"] for one in checked})
    there = {row.number: row for row in rows.select_related("person", "credential")}
    policies = policies_for({row.credential: reading.today for row in there.values()}) if there else {}
    periods = {
        (row.endorsement_id, row.due): row
        for row in Renewal.objects.filter(endorsement__in=[row.pk for row in there.values()])
    }
    seen = _rows_of(source, checked, reading)
    for one in checked:
        one.endorsement = there.get(one.values["number"])
        if one.endorsement is None:
            if one.values["number"]:
                one.wrong("number", NOT_HERE)
            continue
        one.person = one.endorsement.person
        if one.is_own(by):
            one.wrong("number", OWN)
        due = one.values["due"]
        if due is None:
            continue
        other = next((n for n in seen[one.values["number"], due] if n != one.row.number), None)
        if other is not None:
            one.wrong("due", SAME_PERIOD.format(other=other))
        policy = policies.get(one.endorsement.credential_id)
        one.extra["starts_on"] = _start(one.endorsement, due, policy.cycle_years if policy else 1)
        if due < one.endorsement.granted_on:
            one.wrong("due", ENDS_BEFORE)
        _compare(one, periods.get((one.endorsement.pk, due)))


def _rows_of(
    source: Import, checked: Sequence[Checked], reading: Reading
) -> dict[tuple[str, date], list[int]]:
    """By number and day, the rows of the file. Other rows of the same numbers are read for it."""
    found: dict[tuple[str, date], list[int]] = defaultdict(list)
    keys = {one.row.key for one in checked if one.row.key}
    for row in source.rows.filter(key__in=keys).order_by("number"):
        values = said_by(row.cells, reading).values
        if values["due"] is not None:
            found[values["number"], values["due"]].append(row.number)
    return found


def _start(endorsement: Endorsement, due: date, years: int) -> date:
    """The day after the period before ended, or the day of granting where that is later."""
    return max(endorsement.granted_on, months_after(due, -12 * years) + timedelta(days=1))


def _compare(one: Checked, there: Renewal | None) -> None:
    if there is None:
        return
    one.outcome = ImportRow.Outcome.THERE
    if there.origin != Renewal.Origin.IMPORT and there.renewed_on != one.values["renewed_on"]:
        one.wrong("due", OTHERWISE)
    elif there.renewed_on != one.values["renewed_on"]:
        one.outcome = ImportRow.Outcome.CHANGED
        one.extra["renewal"] = there
