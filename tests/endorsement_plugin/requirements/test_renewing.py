"""What a renewal asks of some: of those who give supervision, and of those who have held it for years."""

from datetime import date
from decimal import Decimal

import pytest

from endorsement_plugin.requirements.assess import assess
from endorsement_plugin.requirements.clauses import dump, parse
from endorsement_plugin.requirements.evidence import Entry, Evidence
from endorsement_plugin.requirements.sets.contradicting import contradicting

TODAY = date(2027, 11, 1)
FIFTEEN = {
    "id": "hours",
    "kind": "training",
    "hours": "15",
    "quotas": [
        {"area": "dei", "label": "diversity and inclusion", "hours": "1"},
        {
            "area": "giving",
            "label": "giving reflective supervision",
            "hours": "3",
            "condition": "you give reflective supervision",
            "question": "gives_supervision",
        },
    ],
}
TWELVE = {"id": "twelve", "kind": "supervision", "hours": "12", "held_below": 3}
TEN = {"id": "ten", "kind": "supervision", "hours": "10", "held_from": 3}


def trained(*hours: tuple[str, str]) -> Evidence:
    entries = [
        Entry("training", hours=Decimal(hour), areas=(area,), started_on=TODAY, id=str(place))
        for place, (hour, area) in enumerate(hours)
    ]
    return Evidence(entries=tuple(entries))


def supervised(hours: str, years: int) -> Evidence:
    entry = Entry("supervision", hours=Decimal(hours), started_on=date(2027, 3, 1), ended_on=TODAY)
    return Evidence(entries=(entry,), held_years=years)


def test_the_sentences_say_whom_they_are_for():
    sentences = [clause.sentence for clause in parse([FIFTEEN, TWELVE, TEN])]
    assert sentences[0].endswith(
        "diversity and inclusion and 3 in giving reflective supervision if you give reflective supervision"
    )
    hours = "hours of reflective supervision, if you have held it for"
    assert sentences[1] == f"12 {hours} less than 3 years when the period begins"
    assert sentences[2] == f"10 {hours} at least 3 years when the period begins"
    assert dict(parse([FIFTEEN])[0].conditions) == {"gives_supervision": "you give reflective supervision"}


def test_hours_on_giving_lie_inside_the_total_and_a_no_spares_them():
    (clause,) = parse([FIFTEEN])
    evidence = trained(("14", ""), ("1", "dei"))
    (finding,) = assess([clause], evidence, TODAY).findings
    assert (finding.met, finding.minimum) == (False, "15")
    denied = Evidence(entries=evidence.entries, denied=frozenset({"gives_supervision"}))
    assert assess([clause], denied, TODAY).findings[0].met
    gives = trained(("11", ""), ("1", "dei"), ("3", "giving"))
    assert assess([clause], gives, TODAY).findings[0].met


@pytest.mark.parametrize(
    ("years", "hours", "met"), [(2, "12", True), (2, "11.99", False), (3, "10", True), (3, "9.99", False)]
)
def test_another_number_after_years_of_holding(years, hours, met):
    (finding,) = assess(parse([TWELVE, TEN]), supervised(hours, years), TODAY).findings
    assert finding.met is met
    assert finding.minimum == ("10" if years == 3 else "12")


def test_a_whole_requirement_can_be_for_those_who_give_supervision():
    (clause,) = parse([{**TEN, "held_from": 0, "condition": "you teach", "question": "teaches"}])
    assert clause.sentence == "10 hours of reflective supervision, if you teach"
    assert list(clause.questions) == ["teaches"]
    assert not assess([clause], Evidence(denied=frozenset({"teaches"})), TODAY).findings


def test_what_was_stored_before_reads_and_is_written_as_it_was():
    for stored in (FIFTEEN, TWELVE, TEN):
        assert dump(parse([stored]))[0].items() >= stored.items()
    assert not {"held_from", "held_below", "condition", "question"} & dump(parse([FIFTEEN]))[0].keys()
    assert "condition" not in dump(parse([FIFTEEN]))[0]["quotas"][0]


def test_the_same_hours_for_others_contradict_nothing():
    assert list(contradicting(parse([TWELVE, TEN]))) == []
    assert list(contradicting(parse([TWELVE, {**TWELVE, "hours": "10"}]))) == [1]
