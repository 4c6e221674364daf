"""Reading a requirement set, and what it says about the form that feeds it."""

from typing import Any

import pytest

from endorsement_plugin.definitions.form import Step
from endorsement_plugin.definitions.parsing import parse_step
from endorsement_plugin.requirements.clauses import areas, dump, everyone, parse, requires_exam
from endorsement_plugin.requirements.feeding.sections import unfed, unshown_ways
from tests.endorsement_plugin.requirements.categories import CATEGORIES


def test_areas_come_from_portfolio_and_quotas_once() -> None:
    stored: list[dict[str, Any]] = [
        {
            "id": "t",
            "kind": "training",
            "hours": "33",
            "quotas": [
                {"area": "theory", "label": "theory again", "hours": "3"},
                {"area": "dei", "label": "diversity", "hours": "3"},
            ],
        },
        {"id": "p", "kind": "portfolio", "areas": [{"value": "theory", "label": "Theory"}]},
    ]
    assert [(area.value, area.label) for area in areas(parse(stored))] == [
        ("theory", "Theory"),
        ("dei", "diversity"),
    ]


def test_groups_are_looked_into() -> None:
    assert [clause.id for clause in everyone(parse(CATEGORIES["IFA"]))][:3] == [
        "education",
        "degree",
        "instead",
    ]
    group = {"id": "g", "kind": "any_of", "clauses": [{"id": "e", "kind": "exam"}]}
    assert requires_exam(parse([group]))
    assert not requires_exam(parse(CATEGORIES["IFS"]))


def test_periods_read_well() -> None:
    def words(low: int, high: int) -> str:
        clause = {"id": "s", "kind": "supervision", "hours": "1", "min_months": low, "max_months": high}
        return parse([clause])[0].sentence

    assert words(12, 24) == "1 hour of reflective supervision within a period of 1 to 2 years"
    assert words(6, 18) == "1 hour of reflective supervision within a period of 6 to 18 months"
    assert words(6, 24) == "1 hour of reflective supervision within a period of 6 months to 2 years"
    assert words(0, 24) == "1 hour of reflective supervision within 2 years"
    assert words(12, 0) == "1 hour of reflective supervision over at least 1 year"
    assert words(0, 0) == "1 hour of reflective supervision"
    assert words(12, 12) == "1 hour of reflective supervision within 1 year"


def form(*fields: dict[str, Any]) -> list[Step]:
    return [parse_step({"fields": [{"name": "x", **field} for field in fields]})]


ENOUGH = (
    {"type": "evidence", "kind": "education"},
    {"type": "evidence", "kind": "work"},
    {"type": "evidence", "kind": "training"},
    {"type": "evidence", "kind": "supervision"},
    {"type": "references", "count": 3},
    {"type": "choice", "name": "designation", "options": [{"value": "clinical"}]},
)


def test_a_form_that_asks_for_everything_feeds_all_categories() -> None:
    for stored in CATEGORIES.values():
        assert unfed(parse(stored), form(*ENOUGH)) == []


def test_a_requirement_that_no_section_feeds_is_found() -> None:
    found = unfed(parse(CATEGORIES["IFS"]), form(*(f for f in ENOUGH if f.get("kind") != "supervision")))
    assert [place for place, _ in found] == [()]
    assert found[0][1].startswith("No section of this form asks for “24 hours of reflective supervision")


def test_what_to_add_is_said_as_editors_choose_it() -> None:
    found = [words for _, words in unfed(parse(CATEGORIES["IFS"]), form(*ENOUGH[:1], *ENOUGH[5:]))]
    assert [words.partition(" Add ")[2] for words in found] == [
        "“Portfolio entries” of the kind “Work”.",
        "“References”.",
        "“Portfolio entries” of the kind “Training”.",
        "“Portfolio entries” of the kind “Reflective supervision”.",
    ]


def test_one_way_of_several_is_enough_and_the_others_are_told() -> None:
    assert unfed(parse(CATEGORIES["IFA"]), form(*ENOUGH[1:])) == []
    assert unshown_ways(parse(CATEGORIES["IFA"]), form(*ENOUGH)) == []
    (told,) = unshown_ways(parse(CATEGORIES["IFA"]), form(*ENOUGH[1:]))
    assert told.startswith("Nobody can show “A Child Development Associate (CDA) credential")
    assert told.endswith("which would do as well. Add “Portfolio entries” of the kind “Education”.")


def test_a_license_instead_of_a_degree_is_a_way_of_its_own() -> None:
    clauses = parse([{"id": "x", "kind": "education", "degrees": ["master"], "licensed": True}])
    assert unfed(clauses, form(*ENOUGH[:1])) == []
    (told,) = unshown_ways(clauses, form(*ENOUGH[:1]))
    assert told.startswith("Nobody can show “A valid license”, which would do as well. Add ")
    assert unshown_ways(clauses, form(*ENOUGH[:1], {"type": "evidence", "kind": "license"})) == []
    neither = [
        {"kind": "any_of", "id": "y", "clauses": [{**dump(clauses)[0]}, {"id": "z", "kind": "transcripts"}]}
    ]
    ((_, words),) = unfed(parse(neither), form())
    assert words.endswith("Add “Portfolio entries” of the kind “Education” or “Transcripts”.")


def test_too_few_places_for_referees_is_found_beside_them() -> None:
    found = unfed(parse(CATEGORIES["IFA"]), form(*ENOUGH[:4], {"type": "references", "count": 2}))
    assert found == [
        ((0, "fields", 4, "slots"), "The requirements ask for 3 references; this has room for 2.")
    ]


REFEREES = {"id": "r", "kind": "references", "count": 3}
TRAINING = {"id": "t", "kind": "training", "hours": "30"}


@pytest.mark.parametrize(
    ("ways", "lacking"),
    [
        ([REFEREES, TRAINING], None),
        ([REFEREES | {"count": 5}, REFEREES], "3 references; this has room for 2"),
        ([REFEREES | {"count": 5}, REFEREES | {"count": 2}], None),
        ([REFEREES, {"id": "a", "kind": "all_of", "clauses": [TRAINING, REFEREES | {"count": 2}]}], None),
        (
            [REFEREES | {"count": 4}, {"id": "a", "kind": "all_of", "clauses": [TRAINING, REFEREES]}],
            "3 references; this has room for 2",
        ),
        ([REFEREES, TRAINING | {"designation": "clinical"}], "3 references; this has room for 2"),
        ([REFEREES, {"id": "m", "kind": "membership"}], "3 references; this has room for 2"),
    ],
)
def test_places_are_lacking_only_if_no_way_is_open(ways: Any, lacking: str | None) -> None:
    either = [{"id": "g", "kind": "any_of", "clauses": ways}]
    found = unfed(parse(either), form(*ENOUGH[:4], {"type": "references", "count": 2}, ENOUGH[5]))
    assert [lacking in words for _, words in found if lacking] == ([True] if lacking else [])
    assert len(found) == bool(lacking)


def test_a_designation_nobody_can_choose_is_found() -> None:
    (fault,) = unfed(parse(CATEGORIES["IMHM"]), form(*ENOUGH[:5]))
    assert fault[1].startswith("A requirement is for Clinical applicants only.")


EXTRA = {"hours": "15", "condition": "you give supervision"}


@pytest.mark.parametrize(
    ("extra", "asked", "words"),
    [
        ({"question": "gives"}, {}, "A requirement depends on the answer to a yes/no question named gives."),
        (
            {"question": "gives"},
            {"type": "short_text", "name": "gives"},
            "A requirement depends on the answer",
        ),
        ({"question": "gives"}, {"type": "yes_no", "name": "gives"}, None),
        ({"designation": "Policy"}, {}, "A requirement is for Policy applicants only."),
    ],
)
def test_what_hours_depend_on_is_asked(extra: Any, asked: Any, words: str | None) -> None:
    demands = [{"id": "t", "kind": "training", "hours": "30", "extras": [EXTRA | extra]}]
    found = unfed(parse(demands), form(*ENOUGH, *([asked] if asked else [])))
    assert [fault[1].startswith(words or "") for fault in found] == ([True] if words else [])
