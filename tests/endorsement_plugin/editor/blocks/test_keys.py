import pytest
from django.core.exceptions import ValidationError

from endorsement_plugin.definitions.names import key_from
from endorsement_plugin.editor.blocks.keys import KeyBlock, Keys


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Training log", "training_log"),
        ("What is your role?", "what_is_your_role"),
        ("Mālama pono", "malama_pono"),
        ("…", ""),
        ("a" * 80, "a" * 60),
    ],
)
def test_a_name_is_made_from_a_label(label: str, key: str) -> None:
    assert key_from(label) == key


def test_names_differ() -> None:
    keys = Keys({})
    assert [keys.of(str(n), "", "Hours", "number") for n in range(3)] == ["hours", "hours_2", "hours_3"]
    assert keys.of("x", "", "???", "number") == "number"


def test_a_published_name_stays_whatever_the_editor_writes() -> None:
    keys = Keys({"one": "hours", "gone": "days"})
    assert keys.of("one", "minutes", "Minutes", "number") == "hours"
    assert keys.of("two", "hours", "Hours", "number") == "hours_2"
    assert keys.of("three", "days", "Days", "number") == "days_2"


@pytest.mark.parametrize("value", ["Training", "a b", "a-b", "ünï", "_x", "a" * 61])
def test_a_name_that_would_break_an_export_is_refused(value: str) -> None:
    with pytest.raises(ValidationError, match="Use small letters"):
        KeyBlock().clean(value)


def test_names_are_not_for_translators() -> None:
    assert KeyBlock().get_translatable_segments("training_log") == []
    assert KeyBlock().restore_translated_segments("training_log", []) == "training_log"
