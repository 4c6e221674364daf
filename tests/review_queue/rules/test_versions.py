"""Two versions of a rubric, worked out by hand."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from review_queue.rules.versions import Change, Scale, compare, line

LISTENING = Scale(
    "listening", "Listening", "Read twice.", 2, ((0, "No", "Hears nothing."), (1, "Yes", "Hears the parent."))
)
WONDERING = replace(LISTENING, code="wondering", name="Wondering")


def lines(compared) -> dict[str, Change]:
    return {one.name: one.change for one in compared.lines}


def test_the_same_is_the_same_in_any_order():
    found = compare([LISTENING, WONDERING], [WONDERING, LISTENING])
    assert [(one.code, one.change) for one in found] == [("wondering", "same"), ("listening", "same")]


def test_what_was_added_and_what_was_dropped():
    (added, removed) = compare([LISTENING], [WONDERING])
    assert (added.code, added.change) == ("wondering", "added")
    assert (removed.code, removed.change) == ("listening", "removed")
    assert all(one.before == () and one.after for one in added.lines)
    assert all(one.after == () and one.before for one in removed.lines)


def test_a_changed_weight_a_new_level_and_other_words():
    newer = replace(
        LISTENING,
        weight=3,
        levels=((0, "No", "Hears nothing."), (1, "Yes", "Hears the child."), (2, "Fully", "Both.")),
    )
    (found,) = compare([LISTENING], [newer])
    assert found.change is Change.CHANGED
    assert lines(found) == {
        "Name": "same", "Weight": "changed", "Guidance": "same", "Level 0": "same", "Level 1": "changed",
        "Level 2": "added",
    }  # fmt: skip


def test_only_the_words_that_differ_are_marked():
    found = line("Level 1", "Hears the parent well.", "Hears the child well.")
    assert [(run.text, run.only_here) for run in found.before] == [
        ("Hears the ", False),
        ("parent ", True),
        ("well.", False),
    ]
    assert [(run.text, run.only_here) for run in found.after] == [
        ("Hears the ", False),
        ("child ", True),
        ("well.", False),
    ]


def test_other_spaces_alone_are_a_change_that_is_seen():
    found = line("Guidance", "a  b", "a b")
    assert found.change is Change.CHANGED
    assert [run.text for run in found.before if run.only_here] == ["a  "]


@given(st.text(alphabet="ab \n", max_size=30), st.text(alphabet="ab \n", max_size=30))
def test_no_word_is_lost(before, after):
    found = line("x", before, after)
    assert "".join(run.text for run in found.before) == before.lstrip() or found.change is Change.SAME
    assert "".join(run.text for run in found.after) == after.lstrip() or found.change is Change.SAME
