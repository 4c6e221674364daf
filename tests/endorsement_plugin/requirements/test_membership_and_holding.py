"""A membership that is valid on the day, and an endorsement that the registry has."""

from datetime import date
from typing import Any

import pytest

from endorsement_plugin.requirements.assess import assess
from endorsement_plugin.requirements.clauses import parse
from endorsement_plugin.requirements.evidence import Entry, Evidence, Standing
from endorsement_plugin.requirements.findings import Finding
from endorsement_plugin.requirements.sets.granting import said_of_addon

TODAY = date(2026, 3, 1)
OWN = {"value": "own", "label": "AIMH HI"}
OTHER = {"value": "mi", "label": "MI-AIMH"}


def find(kind: str, more: dict[str, Any], *entries: Entry, held: tuple[Standing, ...] = ()) -> Finding:
    clauses = parse([{"id": "c", "kind": kind, **more}])
    (finding,) = assess(clauses, Evidence(entries=entries, holdings=held), TODAY).findings
    return finding


def member(until: date | None, association: str = "AIMH HI") -> Entry:
    return Entry("membership", id=association, organization=association, ended_on=until)


@pytest.mark.parametrize(
    ("associations", "entries", "met"),
    [
        ([OWN], [member(TODAY)], True),
        ([OWN], [member(date(2026, 2, 28))], False),
        ([OWN], [member(None)], False),
        ([OWN], [member(TODAY, "MI-AIMH")], False),
        ([OWN, OTHER], [member(TODAY, " mi-aimh ")], True),
        ([], [member(TODAY, "Anywhere")], True),
        ([OWN], [member(date(2020, 1, 1)), member(TODAY)], True),
        ([OWN], [], False),
    ],
)
def test_a_membership(associations: list[dict[str, str]], entries: list[Entry], met: bool) -> None:
    demands = {"associations": associations}
    assert find("membership", demands, *entries).met is met
    assert find("membership", demands, *reversed(entries)).met is met
    assert find("membership", demands, *entries, member(None, "x")).met or not met


def test_a_membership_says_what_it_is_about() -> None:
    finding = find("membership", {"associations": [OWN, OTHER]}, member(date(2026, 2, 28)))
    assert finding.sentence == "A valid membership of AIMH HI or MI-AIMH"
    assert finding.detail == "AIMH HI: paid until 28 February 2026 only."
    assert finding.sections == ("evidence:membership",)


IFS, IMHS = {"value": "IFS", "label": ""}, {"value": "IMHS", "label": "a Specialist"}


@pytest.mark.parametrize(
    ("every", "held", "met"),
    [
        (False, ["IFS"], True),
        (False, [" imhs "], True),
        (False, ["IFA"], False),
        (False, [], False),
        (True, ["IFS"], False),
        (True, ["IFS", "IMHS"], True),
    ],
)
def test_an_endorsement_that_is_held(every: bool, held: list[str], met: bool) -> None:
    standings = tuple(Standing(code, date(2025, 1, 1)) for code in held)
    demands = {"credentials": [IFS, IMHS], "every": every}
    assert find("holding", demands, held=standings).met is met
    later = tuple(Standing(code, date(2026, 3, 2)) for code in held)
    assert not find("holding", demands, held=later).met


def test_what_is_to_be_held_is_said() -> None:
    finding = find("holding", {"credentials": [IFS, IMHS]})
    assert finding.sentence == "An active endorsement as IFS or a Specialist"
    assert finding.detail == "The registry shows no active endorsement as IFS or IMHS."
    assert finding.sections == ()


YEAR_AGO, LESS = date(2025, 3, 1), date(2025, 3, 2)


@pytest.mark.parametrize(
    ("every", "held", "met"),
    [
        (False, {"IFS": YEAR_AGO}, True),
        (False, {"IFS": LESS}, False),
        (False, {"IFS": LESS, "IMHS": YEAR_AGO}, True),
        (True, {"IFS": LESS, "IMHS": YEAR_AGO}, False),
        (True, {"IFS": YEAR_AGO, "IMHS": YEAR_AGO}, True),
    ],
)
def test_an_endorsement_counts_so_many_months_after_it_was_granted(
    every: bool, held: dict[str, date], met: bool
) -> None:
    standings = tuple(Standing(code, since) for code, since in held.items())
    demands = {"credentials": [IFS, IMHS], "every": every, "months": 12}
    for order in (standings, standings[::-1]):
        assert find("holding", demands, held=order).met is met


def test_it_says_from_when_an_endorsement_counts() -> None:
    demands = {"credentials": [IFS, IMHS], "months": 12}
    finding = find("holding", demands, held=(Standing("ifs", LESS),))
    assert finding.sentence == "An active endorsement as IFS or a Specialist, held for at least 1 year"
    assert finding.detail == (
        "The registry shows no active endorsement as IMHS. IFS counts from 2 March 2026."
    )
    twice = (Standing("IFS", LESS), Standing("IFS", YEAR_AGO))
    assert find("holding", demands, held=twice).met
    assert find("holding", demands, held=(Standing("IFS", YEAR_AGO, date(2026, 2, 28)),)).met is False


def test_what_it_is_added_to_for_several_designations_is_named_once() -> None:
    added = {"kind": "holding", "addon": True, "credentials": [IFS]}
    clauses = parse([{"id": name, "designation": name, **added} for name in ("Clinical", "Policy")])
    assert said_of_addon(clauses) == "Add-on to IFS"
