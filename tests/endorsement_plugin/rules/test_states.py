import pytest

from endorsement_plugin.rules.states import (
    LABELS,
    CertificateState,
    ErasureState,
    ImportState,
    State,
)


@pytest.mark.parametrize(
    ("state", "label"),
    [
        (ErasureState.ASKED, "Asked"),
        (ErasureState.DONE, "Done"),
        (CertificateState.ASKED, "Being made"),
        (ImportState.DONE, "Imported"),
    ],
)
def test_states_of_two_things_that_are_spelled_alike_have_words_of_their_own(state: State, label: str):
    assert state.label == label


@pytest.mark.parametrize(("thing", "words"), LABELS.items())
def test_a_thing_has_words_for_its_own_states_only(thing: type[State], words):
    assert {type(state) for state in words} == {thing}
