import pytest

from endorsement_plugin.definitions.changes import differences, rebuilt, rehomed
from endorsement_plugin.definitions.parsing import parse
from tests.factories.definitions import definition, question, section, step

STORED = definition(step("first", question("a"), question("b")), step("second", question("c")))
OLD = parse(STORED)
MOVED = parse(
    definition(
        step("first", question("a")),
        step("second", question("c"), question("b"), question("d", label="D?")),
    )
)


def test_answers_go_where_their_questions_went() -> None:
    answers = {"step-first": {"q-a": "A", "q-b": "B"}}
    assert rehomed(answers, MOVED) == {"step-first": {"q-a": "A"}, "step-second": {"q-b": "B"}}


def test_what_is_not_asked_any_more_is_kept_where_it_was() -> None:
    answers = {"step-first": {"q-a": "A", "q-gone": "G"}, "step-gone": {"q-x": "X", "q-c": "C"}}
    assert rehomed(answers, MOVED) == {
        "step-first": {"q-a": "A", "q-gone": "G"},
        "step-second": {"q-c": "C"},
        "step-gone": {"q-x": "X"},
    }


@pytest.mark.parametrize("order", [("step-first", "step-second"), ("step-second", "step-first")])
def test_an_answer_in_the_right_step_wins_over_an_older_one_elsewhere(order: tuple[str, str]) -> None:
    given = {"step-first": {"q-b": "old"}, "step-second": {"q-b": "new"}}
    moved = rehomed({name: given[name] for name in order}, MOVED)
    assert moved == {"step-first": {}, "step-second": {"q-b": "new"}}


def test_steps_that_ask_something_else() -> None:
    relabeled = step("first", question("a", label="A, please"), question("b"))
    reworded = parse(definition(relabeled, step("second", question("c"))))
    assert rebuilt(OLD, reworded) == frozenset()
    assert rebuilt(OLD, MOVED) == {"step-first", "step-second"}
    stricter = definition(step("first", question("a"), question("b")), step("second", question("c", max=3)))
    assert rebuilt(OLD, parse(stricter)) == {"step-second"}


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (STORED, []),
        (
            definition(
                step("first", question("a")),
                step("second", question("c"), question("b"), question("d", label="D?")),
            ),
            ["New: D?", "Changed: the order of the questions"],
        ),
        (
            definition(step("first", question("a", required=False)), step("second", question("c"))),
            ["Taken out: B", "Changed: A"],
        ),
        (
            definition(step("first", question("b"), question("a")), step("second", question("c"))),
            ["Changed: the order of the questions"],
        ),
        (
            definition(step("first", question("a"), question("b"), section("person")), STORED["steps"][1]),
            ["New: Person"],
        ),
    ],
)
def test_what_changed_in_words(new: dict[str, object], words: list[str]) -> None:
    assert list(differences(OLD, parse(new))) == words


def test_a_rule_that_this_version_does_not_know_is_structure_too() -> None:
    newer = definition(step("first", question("a", pattern="[0-9]+"), question("b")), STORED["steps"][1])
    assert rebuilt(OLD, parse(newer)) == {"step-first"}
    assert list(differences(OLD, parse(newer))) == ["Changed: A"]
