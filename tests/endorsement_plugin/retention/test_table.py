"""Each table that holds something of somebody has a time, or a reason why it has none of its own."""

import pytest

from endorsement_plugin.models import EvidenceEntry
from endorsement_plugin.privacy.queries import model_of
from endorsement_plugin.privacy.rules.held import HELD
from endorsement_plugin.retention.queries.sources import SOURCES
from endorsement_plugin.retention.rules.kinds import KEEPINGS, WITHOUT
from endorsement_plugin.retention.rules.terms import LONGEST_MONTHS, Kind

OF_NOBODY = {"Enquiry", "Import"}
"""Tables with names in them that lead to no person."""


def covered() -> set[str]:
    return {table for keeping in KEEPINGS.values() for table in keeping.covers}


def test_each_table_has_a_time_or_a_reason_and_never_both():
    assert covered() & WITHOUT.keys() == set()
    assert covered() | WITHOUT.keys() == HELD.keys() | OF_NOBODY
    assert all(WITHOUT.values())
    assert EvidenceEntry.__name__ in WITHOUT


@pytest.mark.parametrize("kind", Kind)
def test_each_line_is_whole(kind):
    keeping = KEEPINGS[kind]
    assert all((keeping.words, keeping.since, keeping.goes, keeping.stays, keeping.covers))
    assert 1 <= keeping.least <= LONGEST_MONTHS
    assert keeping.months is None or keeping.least <= keeping.months <= LONGEST_MONTHS
    assert keeping.because or keeping.least == 1, "What is the least for?"
    for name in keeping.covers:
        assert model_of(name)
    source = SOURCES[kind]
    assert source.people or source.address or kind in {Kind.EXPORTS, Kind.IMPORTS}, "Whom a hold is on"
    assert len(kind.value) <= 20
