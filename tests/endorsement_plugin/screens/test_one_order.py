"""Pages that save themselves are answered by one rule, read from the source."""

import pytest

from tests.house_code import calls

ANSWERING = {
    "stored": {"endorsement_plugin/screens/self_saving.py"},
    # A link that is gone has nothing to save, so its page is never reached.
    "not_stored": {"endorsement_plugin/screens/self_saving.py", "endorsement_plugin/referee/link.py"},
    "Both": {"endorsement_plugin/screens/self_saving.py", "endorsement_plugin/applicant/step_saving.py"},
}


@pytest.mark.parametrize("name", ANSWERING)
def test_a_script_is_answered_in_one_place(name):
    answering = {place.partition(":")[0] for place, _ in calls(name)}
    assert {place for place in answering if place.startswith("endorsement_plugin/")} == ANSWERING[name]


def test_what_a_page_was_read_at_is_taken_from_it_in_one_place():
    reading = {
        place.partition(":")[0]
        for place, call in calls("get")
        for given in call.args[:1]
        if getattr(given, "value", None) in {"revision", "replace", "read"}
    }
    assert {place for place in reading if place.startswith("endorsement_plugin/")} <= {
        "endorsement_plugin/screens/saving.py",
        "endorsement_plugin/applicant/entry_page.py",  # hands back what the page of an entry carried
    }
