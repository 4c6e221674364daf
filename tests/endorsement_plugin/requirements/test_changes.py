"""What two sets of requirements demand alike, what is only said, and what differs between them."""

from typing import Any

import pytest

from endorsement_plugin.requirements.sets.changes import demand_the_same, difference, keeping_keys, same

TRAINING: dict[str, Any] = {"id": "t", "kind": "training", "hours": "30", "topic": "play", "quotas": []}
REFERENCES: dict[str, Any] = {"id": "r", "kind": "references", "count": 3}
LICENSE: dict[str, Any] = {"id": "l", "kind": "license", "licenses": [{"value": "rn", "label": "Nurse"}]}
WORK: dict[str, Any] = {"id": "w", "kind": "work", "years": "2", "field": "infant field"}


@pytest.mark.parametrize(
    ("old", "new", "alike"),
    [
        ([TRAINING], [TRAINING | {"topic": "playing"}], True),
        ([TRAINING], [TRAINING | {"hours": "30.0", "designation": ""}], True),
        ([TRAINING], [TRAINING | {"id": "another"}], True),
        ([TRAINING, REFERENCES], [REFERENCES, TRAINING], True),
        ([WORK], [WORK | {"field": "infant and family field"}], True),
        ([TRAINING], [TRAINING | {"hours": "32"}], False),
        ([TRAINING], [TRAINING | {"designation": "Clinical"}], False),
        ([TRAINING, TRAINING], [TRAINING], False),
        ([TRAINING | {"topic": "play (0–3)"}], [TRAINING | {"topic": "playing (0–3)"}], True),
        ([TRAINING | {"topic": "play (0–3)"}], [TRAINING | {"topic": "play (0–5)"}], False),
        ([TRAINING], [TRAINING | {"topic": "play, 20 hours of it outdoors"}], False),
        ([WORK], [WORK | {"field": "field of the first ٣ years"}], False),
        ([LICENSE], [LICENSE | {"licenses": [{"value": "rn", "label": "Registered nurse"}]}], False),
        ([WORK], [WORK | {"after": ["master"]}], False),
        (
            [{"id": "a", "kind": "any_of", "clauses": [TRAINING, WORK]}],
            [{"id": "a", "kind": "any_of", "clauses": [WORK | {"field": "x"}, TRAINING]}],
            True,
        ),
        (
            [{"id": "a", "kind": "any_of", "clauses": [TRAINING, WORK]}],
            [{"id": "a", "kind": "any_of", "clauses": [TRAINING, WORK | {"years": "3"}]}],
            False,
        ),
    ],
)
def test_whether_the_same_is_demanded(old: list[Any], new: list[Any], alike: bool) -> None:
    assert demand_the_same(old, new) is alike
    assert demand_the_same(new, old) is alike


def test_the_same_words_whatever_the_blocks_are_called() -> None:
    assert same([TRAINING], [TRAINING | {"id": "another", "designation": ""}])
    assert not same([TRAINING], [TRAINING | {"topic": "playing"}])


def _quotas(*parts: tuple[str, str]) -> list[Any]:
    return [
        TRAINING
        | {"hours": "48", "quotas": [{"area": area, "label": label, "hours": "15"} for area, label in parts]}
    ]


MARKED = TRAINING | {"marked": True}


def test_a_topic_in_better_words_keeps_what_entries_are_marked_with() -> None:
    once = keeping_keys([MARKED | {"topic": "in playing"}], [MARKED])
    assert once[0]["mark"] == "play"
    again = keeping_keys([MARKED | {"topic": "playing well"}], once)
    assert again[0]["mark"] == "play"
    assert keeping_keys([MARKED | {"topic": "playing well"}], again) == again
    assert demand_the_same(again, [MARKED])


@pytest.mark.parametrize(
    "new", [{"topic": "trauma", "hours": "32"}, {"topic": "play (0–3)"}, {"topic": "trauma", "marked": False}]
)
def test_another_topic_has_its_own_mark(new: dict[str, Any]) -> None:
    assert "mark" not in keeping_keys([MARKED | new], [MARKED])[0]


def test_swapped_parts_keep_their_own_keys() -> None:
    old = _quotas(("giving", "giving"), ("dei", "diversity"))
    new = _quotas(("dei", "diversity"), ("giving", "giving"))
    assert keeping_keys(new, old) == new


def test_a_renamed_part_keeps_its_key_and_one_that_asks_more_does_not() -> None:
    old = _quotas(("givng", "givng"))
    assert keeping_keys(_quotas(("giving", "giving")), old)[0]["quotas"][0]["area"] == "givng"
    more = _quotas(("giving", "giving"))
    more[0]["quotas"][0]["hours"] = "16"
    assert keeping_keys(more, old) == more


def test_a_difference_is_told_requirement_by_requirement() -> None:
    new = [TRAINING | {"hours": "32"}, WORK]
    changed, added, removed = difference([TRAINING, REFERENCES], new)
    assert [(piece.text, piece.mark) for piece in changed.pieces] == [
        ("At least", ""),
        ("30", "gone"),
        ("32", "new"),
        ("hours of specialized training (about play; a person looks at that)", ""),
    ]
    assert (changed.what, added.what, removed.what) == ("changed", "added", "removed")
    assert (added.after, removed.before) == (
        "2 or more years of work experience in the infant field",
        "3 references",
    )


def test_other_words_are_told_as_such() -> None:
    (change,) = difference([TRAINING], [TRAINING | {"topic": "playing"}])
    assert change.words_only
    assert difference([TRAINING, REFERENCES], [REFERENCES, TRAINING | {"id": "x"}]) == []
