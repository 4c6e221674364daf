"""The generated schema and the form agree: what one takes the other takes."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from endorsement_plugin.definitions.parsing import parse
from endorsement_plugin.forms.builder import as_data, form_class, recheck, to_answers
from endorsement_plugin.forms.schema import answer_schema
from tests.factories.definitions import Field, definition, question, section, step

OPTIONS = [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]
STORED: list[Field] = [
    question("line", "text", max_length=20),
    question("story", "long_text", max_words=50),
    question("mail", "email", required=False),
    question("phone", "phone", required=False),
    question("place", "link", required=False),
    question("amount", "number"),
    question("day", "date"),
    question("agreed", "yes_no"),
    question("one", "choice", options=OPTIONS),
    question("some", "choices", options=OPTIONS, required=False),
    question("mark", "rating", options=OPTIONS, allow_unknown=True),
]
FORM = parse(definition(step("one", *STORED[:5], section("person")), step("two", *STORED[5:])))
FIELDS = FORM.questions


def valid(answers: dict[str, Any]) -> bool:
    return Draft202012Validator(answer_schema(FORM), format_checker=FormatChecker()).is_valid(answers)


def test_is_a_schema() -> None:
    schema = answer_schema(FORM)
    Draft202012Validator.check_schema(schema)
    assert schema["required"] == ["line", "story", "amount", "day", "agreed", "one", "mark"]
    assert "person" not in schema["properties"]


words = st.text(st.characters(whitelist_categories=["L", "N"]), min_size=1, max_size=20)
right = st.fixed_dictionaries(
    {
        "line": words,
        "story": st.lists(words, min_size=1, max_size=50).map(" ".join),
        "amount": st.decimals(-99999, 99999, places=4).map(lambda number: f"{number:f}"),
        "day": st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(date.isoformat),
        "agreed": st.booleans(),
        "one": st.sampled_from(["a", "b"]),
        "mark": st.sampled_from(["a", "b", "unknown"]),
    },
    optional={
        "mail": st.sampled_from(["ina@example.org", None]),
        "phone": st.sampled_from(["808 555 0123", None]),
        "place": st.sampled_from(["https://example.org", "http://a.example.org/1?t=2#x", None]),
        "some": st.sampled_from([["a"], ["a", "b"], None]),
    },
)


@given(right)
@settings(deadline=None)
def test_both_take_what_is_right(answers: dict[str, Any]) -> None:
    form = form_class(FIELDS, final=True)(data=as_data(FIELDS, answers))
    assert form.errors == {}
    stored = to_answers(FIELDS, form)
    assert valid({field.name: stored[field.id] for field in FIELDS})
    assert valid(answers)
    assert recheck(FIELDS, stored).errors == {}


WRONG = [
    ("line", ""),
    ("line", "x" * 21),
    ("story", None),
    ("mail", "nobody"),
    ("place", "my video"),
    ("place", "javascript:alert(1)"),
    ("amount", "many"),
    ("amount", "1.00001"),
    ("day", "2024-02-30"),
    ("agreed", "perhaps"),
    ("one", "c"),
    ("some", ["a", "c"]),
    ("mark", "z"),
    ("line", 7),
    ("line", ["x"]),
    ("line", {"x": 1}),
    ("story", True),
    ("amount", True),
    ("amount", 10**15),
    ("amount", "12 50"),
    ("day", 20240229),
    ("agreed", 1),
    ("one", ["a"]),
    ("some", [1]),
    ("some", {"a": True}),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_both_refuse_what_is_wrong(name: str, value: Any) -> None:
    answers: dict[str, Any] = {
        "line": "x",
        "story": "x",
        "amount": "1",
        "day": "2024-02-29",
        "agreed": True,
        "one": "a",
        "mark": "a",
    }
    assert valid(answers)
    answers[name] = value
    assert not valid(answers)
    assert list(form_class(FIELDS, final=True)(data=as_data(FIELDS, answers)).errors) == [name]


def test_an_unknown_question_is_refused() -> None:
    assert not valid({"line": "x", "hobby": "kites"})
