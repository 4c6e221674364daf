"""What may follow later holds up nothing before the decision, and is written only where it may."""

from datetime import date
from decimal import Decimal

from endorsement_plugin.requirements.assess import assess
from endorsement_plugin.requirements.clauses import dump, parse
from endorsement_plugin.requirements.evidence import Entry, Evidence
from endorsement_plugin.requirements.sets.changes import demand_the_same, difference, same
from endorsement_plugin.requirements.sets.contradicting import contradicting

TODAY = date(2026, 3, 2)
NOW = {"id": "a", "kind": "training", "hours": "15"}
LATER = {"id": "b", "kind": "training", "hours": "30", "may_follow": True}


def unmet(phase: str, *stored, hours: int = 20) -> list[str]:
    entries = (Entry("training", hours=Decimal(hours)),)
    return [one.clause_id for one in assess(parse(stored), Evidence(entries=entries), TODAY).unmet(phase)]


def test_it_holds_up_the_decision_and_nothing_before():
    assert [unmet(phase, NOW, LATER) for phase in ("submit", "review", "exam")] == [[], [], ["b"]]
    assert unmet("submit", NOW, LATER, hours=10) == ["a"]
    assert unmet("exam", NOW, LATER, hours=30) == []


def test_in_a_group_it_is_the_groups():
    group = {"id": "g", "kind": "any_of", "may_follow": True, "clauses": [NOW | {"hours": "90"}]}
    assert (unmet("submit", group), unmet("exam", group)) == ([], ["g"])


def test_readers_are_told():
    (clause,) = parse([LATER])
    assert clause.sentence.endswith(" (may follow later)")
    (finding,) = assess([clause], Evidence(), TODAY).findings
    assert finding.may_follow
    assert finding.sentence + " (may follow later)" == clause.sentence


def test_what_was_stored_before_is_written_as_it_was():
    (stored,) = dump(parse([NOW]))
    assert "may_follow" not in stored
    assert same([NOW], [NOW | {"may_follow": False}])
    assert dump(parse([LATER]))[0]["may_follow"] is True


def test_letting_it_follow_is_a_change_of_the_rule():
    before = LATER | {"may_follow": False}
    assert not demand_the_same([before], [LATER])
    (change,) = difference([before], [LATER])
    assert change.what == "changed"
    assert not change.words_only


def test_less_now_and_more_later_is_no_contradiction():
    assert list(contradicting(parse([NOW, LATER]))) == []
    assert list(contradicting(parse([NOW, LATER, LATER | {"hours": "40"}]))) == [2]
