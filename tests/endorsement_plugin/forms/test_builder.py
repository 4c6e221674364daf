"""One class validates the screen and the API: what it takes, what it refuses and how, what it keeps."""

from typing import Any

import pytest

from endorsement_plugin.definitions.fields import Question
from endorsement_plugin.definitions.parsing import parse_field
from endorsement_plugin.forms.builder import as_data, form_class, in_words, initial, recheck, to_answers
from tests.factories.definitions import asked, section

SCALE = [{"value": "1", "label": "Seldom"}, {"value": "2", "label": "Often"}]

TAKEN = [
    (asked("it", "text"), "Home visitor", "Home visitor", "Home visitor"),
    (asked("it", "text"), "  spaces  ", "spaces", "spaces"),
    (asked("it", "long_text", max_words=4), "one two\r\nthree", "one two\nthree", "one two\nthree"),
    (asked("it", "email"), "ina@example.org", "ina@example.org", "ina@example.org"),
    (asked("it", "phone"), "+1 (808) 555-0123", "+1 (808) 555-0123", "+1 (808) 555-0123"),
    (asked("it", "phone"), "808 555 0123 ext. 44", "808 555 0123 ext. 44", "808 555 0123 ext. 44"),
    (asked("it", "link"), " https://a.example.org/1?t=2 ", *["https://a.example.org/1?t=2"] * 2),
    (asked("it", "number"), "1,250.50", "1250.50", "1250.50"),
    (asked("it", "number", min="0"), "0", "0", "0"),
    (asked("it", "date"), "2024-02-29", "2024-02-29", "29 February 2024"),
    (asked("it", "date", not_after="today"), "2/29/2024", "2024-02-29", "29 February 2024"),
    (asked("it", "yes_no"), "yes", True, "Yes"),
    (asked("it", "yes_no"), "no", False, "No"),
    (asked("it", "choice", options=SCALE), "2", "2", "Often"),
    (asked("it", "choices", options=SCALE), ["1", "2"], ["1", "2"], "Seldom, Often"),
    (asked("it", "rating", options=SCALE), "1", "1", "Seldom"),
    (
        asked("it", "rating", options=SCALE, allow_unknown=True),
        "unknown",
        "unknown",
        "I do not know enough to say",
    ),
]


@pytest.mark.parametrize(("field", "typed", "stored", "words"), TAKEN)
def test_takes(field: Question, typed: Any, stored: Any, words: str) -> None:
    form = form_class([field], final=True)(data={"it": typed} if isinstance(typed, str) else listed(typed))
    assert form.errors == {}
    assert to_answers([field], form) == {"q-it": stored}
    assert in_words(field, stored) == words
    assert recheck([field], {"q-it": stored}).errors == {}


def listed(values: list[str]) -> Any:
    return as_data([asked("it", "choices", options=SCALE)], {"it": values})


REFUSED = [
    (asked("it", "text", max_length=5), "too long", "“It” has 8 characters, 3 too many. Shorten it to 5."),
    (asked("it", "long_text", max_words=3), "a b c d", "“It” has 4 words. Shorten it to 3 or fewer."),
    (
        asked("it", "long_text", max_words=4),
        "x" * 1_001,
        "“It” has 1,001 characters, 1 too many. Shorten it to 1,000.",
    ),
    (
        asked("it", "long_text", max_words=300),
        "a." * 3_001,
        "“It” has 6,002 characters, 2 too many. Shorten it to 6,000.",
    ),
    (asked("it", "email"), "ina(at)example", "Enter an e-mail address for “It”, as in name@example.org."),
    (asked("it", "phone"), "12345", "Enter a phone number for “It”, as in 808 555 0123."),
    (asked("it", "phone"), "call me maybe", "Enter a phone number for “It”, as in 808 555 0123."),
    *(
        (
            asked("it", "link"),
            typed,
            "Enter the address of “It”, as in https://example.org/video.",
        )
        for typed in (
            "my video",
            "javascript:alert(1)",
            "ftp://example.org",
            "https://video",
            "https://a b.org",
        )
    ),
    (asked("it", "number"), "many", "Enter a number for “It”, as in 12 or 7.5."),
    (asked("it", "number"), "NaN", "Enter a number for “It”, as in 12 or 7.5."),
    (
        asked("it", "number"),
        "1e2",
        "We are not sure which number “1e2” is. Write it with digits and one point, as in 1250.5.",
    ),
    (asked("it", "number"), "0.00001", "Enter “It” with four decimal places at the most."),
    (asked("it", "number", min="1"), "0.5", "“It” must be 1 or more."),
    (asked("it", "number", max="10"), "10.5", "“It” must be 10 or less."),
    (asked("it", "number", max="10"), "9" * 30, "“It” must be 10 or less."),  # nor that this is no number
    (asked("it", "number", min="0"), "-" + "1" * 20, "“It” must be 0 or more."),
    (asked("it", "date"), "yesterday", "Enter a day for “It”, as in 2024-03-31."),
    (asked("it", "date"), "1890-01-01", "Check the year of “It”."),
    (asked("it", "date"), "2190-01-01", "Check the year of “It”."),
    (asked("it", "date", not_after="today"), "2099-01-01", "“It” must be today or earlier."),
    (asked("it", "choice", options=SCALE), "9", "Choose one of the answers offered for “It”."),
    (asked("it", "rating", options=SCALE), "unknown", "Choose one of the answers offered for “It”."),
    (asked("it", "choices", options=SCALE), ["9"], "Choose among the answers offered for “It”."),
]


@pytest.mark.parametrize("final", [True, False])
@pytest.mark.parametrize(("field", "typed", "message"), REFUSED)
def test_refuses_in_words_and_keeps_what_was_typed(
    field: Question, typed: Any, message: str, final: bool
) -> None:
    form = form_class([field], final=final)(data={"it": typed} if isinstance(typed, str) else listed(typed))
    assert form.errors["it"] == [message]
    answers = to_answers([field], form)
    assert answers == {"q-it": typed}
    assert initial([field], answers) == {"it": typed}
    assert recheck([field], answers).errors["it"] == [message]
    assert in_words(field, typed)


@pytest.mark.parametrize("kind", ["text", "long_text", "email", "phone", "link", "number", "date"])
def test_submitting_asks_for_what_is_required(kind: str) -> None:
    form = form_class([asked("it", kind)], final=True)(data={})
    assert form.errors["it"] == ["Enter an answer to “It”."]


@pytest.mark.parametrize("kind", ["yes_no", "choice", "choices", "rating"])
def test_submitting_asks_for_a_choice(kind: str) -> None:
    form = form_class([asked("it", kind, options=SCALE)], final=True)(data={})
    assert form.errors["it"] == ["Choose an answer to “It”."]


def test_saving_asks_for_nothing() -> None:
    fields = [asked("a"), asked("b", "date"), asked("c", "choices", options=SCALE)]
    form = form_class(fields, final=False)(data={})
    assert form.errors == {}
    assert to_answers(fields, form) == {"q-a": None, "q-b": None, "q-c": None}


@pytest.mark.parametrize("kind", ["text", "number"])
def test_what_no_database_keeps_is_left_out(kind: str) -> None:
    field = asked("it", kind)
    form = form_class([field], final=False)(data={"it": "1\0x\ud800"})
    assert to_answers([field], form) == {"q-it": "1x?"}
    form = form_class([field], final=False)(data={"it": "1\ud800"})
    assert to_answers([field], form) == {"q-it": "1?"}


def test_sections_have_no_control() -> None:
    others = [section("person"), section("evidence", kind="work"), {"type": "unheard_of"}]
    fields = [asked("it"), *map(parse_field, others)]
    assert list(form_class(fields, final=True)().fields) == ["it"]


def test_a_kind_that_is_no_longer_installed_is_still_readable() -> None:
    assert in_words(asked("it", "signature"), "a squiggle") == "a squiggle"


@pytest.mark.parametrize("value", [None, "", "x", 7, 1.5, True, [], ["1"], [["1"]], {"a": 1}])
@pytest.mark.parametrize("kind", ["text", "number", "date", "yes_no", "choice", "choices", "rating"])
def test_words_for_any_stored_value(kind: str, value: Any) -> None:
    assert isinstance(in_words(asked("it", kind, options=SCALE), value), str)


def test_a_browser_is_not_asked_to_check_or_to_cut() -> None:
    form = form_class([asked("it", "text", max_length=5)], final=True)()
    assert "required" not in str(form["it"])
    assert "maxlength" not in str(form["it"])


@pytest.mark.parametrize(("words", "most"), [(4, 1_000), (200, 4_000), (5_000, 50_000), (None, 50_000)])
def test_the_page_counts_by_the_limit_that_holds_and_one_reason_is_given(words: int, most: int) -> None:
    bound = form_class([asked("it", "long_text", max_words=words)], final=True)
    assert f'data-room="{most}"' in str(bound()["it"])
    assert bound({"it": "." * most}).errors == {}
    assert bound({"it": "." * (most + 1)}).errors["it"] == [
        f"“It” has {most + 1:,} characters, 1 too many. Shorten it to {most:,}."
    ]


def test_many_options_become_a_list() -> None:
    options = [{"value": str(n), "label": f"Island {n}"} for n in range(8)]
    html = str(form_class([asked("it", "choice", options=options)], final=True)()["it"])
    assert "<select" in html
    assert "Choose one" in html
