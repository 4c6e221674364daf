"""What can be chosen to search by: every value of whoever is named, and nobody else's."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from endorsement_plugin.clock import today
from endorsement_plugin.models import Endorsement, RegistryEntry, RegistryFacet
from endorsement_plugin.registry import choices
from endorsement_plugin.registry.choices import one_of_each, values_in
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_person
from tests.query_plans import plan_of

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

KINDS = ("county", "discipline", "language")


def say(held: Endorsement, kind: str, *labels: str) -> None:
    entry, _ = RegistryEntry.objects.get_or_create(person=held.person, association=held.association)
    for label in labels:
        RegistryFacet.objects.create(entry=entry, association=held.association, kind=kind, label=label)


@pytest.fixture
def credential():
    return make_credential(make_association("aimh-hi"))


@pytest.fixture
def hold(credential):
    def hold(listed: bool = True, **more) -> Endorsement:
        person = make_person(f"p{Endorsement.objects.count()}@example.org")
        return make_endorsement(person, more.pop("credential", credential), listed=listed, **more)

    return hold


def chosen(*associations) -> dict[str, list[tuple[str, str]]]:
    return values_in({one: today(one) for one in associations})


def test_each_value_once_as_its_first_spelling_in_the_order_of_words(credential, hold):
    for county in ("Maui", "Kauaʻi", "KAUAI", "Hawaiʻi", "Maui"):
        say(hold(), "county", county)
    say(hold(), "language", "Spanish", "English")
    assert chosen(credential.association) == {
        "county": [("hawaii", "Hawaiʻi"), ("kauai", "KAUAI"), ("maui", "Maui")],
        "discipline": [],
        "language": [("english", "English"), ("spanish", "Spanish")],
    }


@pytest.mark.parametrize("beside", [0, 3])
def test_nothing_of_who_is_not_named(credential, hold, beside):
    """Also where the first rows of a value are theirs, and where somebody else with it is named."""
    for _ in range(3):
        say(hold(listed=False), "county", "Aaa")
    say(hold(state="removed"), "county", "Aaa")
    for _ in range(beside):
        say(hold(), "county", "aaa")
    say(hold(listed=False), "county", "Secretplace")
    assert chosen(credential.association)["county"] == ([("aaa", "aaa")] if beside else [])


def test_of_the_associations_that_are_asked_and_no_other(credential, hold):
    there = make_credential(make_association("mi", hostname="mi.example.org"))
    say(hold(), "county", "Maui")
    say(hold(credential=there), "county", "Maui", "Wayne")
    assert chosen(credential.association)["county"] == [("maui", "Maui")]
    assert chosen(there.association, credential.association)["county"] == [
        ("maui", "Maui"),
        ("wayne", "Wayne"),
    ]


def test_no_more_than_can_be_chosen_from(credential, hold, monkeypatch):
    monkeypatch.setattr(choices, "MOST_VALUES", 2)
    say(hold(), "county", "Maui", "Oahu", "Kauai")
    assert [value for value, _ in chosen(credential.association)["county"]] == ["kauai", "maui"]


def test_it_goes_from_value_to_value_in_the_index(credential, hold):
    say(hold(), "county", "Maui")
    plan = plan_of(one_of_each())
    assert "registry_by_facet" in plan
    if connection.vendor == "sqlite":
        steps = [
            "association_id=? AND kind=? AND search>?",
            "association_id=? AND kind>?",
            "association_id>?",
        ]
        assert all(f"registry_by_facet ({step})" in plan for step in steps)


def test_from_kind_to_kind_and_from_association_to_association(credential, hold):
    there = make_credential(make_association("mi", hostname="mi.example.org"))
    for kind in ("county", "discipline", "language"):
        say(hold(), kind, "Aaa", "Zzz", "Mmm")
        say(hold(credential=there), kind, "Aaa", "Bbb")
    seen = [(one.association_id, one.kind, one.search) for one in one_of_each()]
    mine = [(credential.association_id, kind, value) for kind in KINDS for value in ("aaa", "mmm", "zzz")]
    theirs = [(there.association_id, kind, value) for kind in KINDS for value in ("aaa", "bbb")]
    assert sorted(seen) == sorted([*mine, *theirs])


def test_neither_all_choices_nor_all_holders_of_an_association_are_read(credential, hold):
    """Each is found by its key, what somebody holds by who they are."""
    say(hold(), "county", "Maui")
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        chosen(credential.association)
    (sql,) = (one["sql"] for one in asked if "RECURSIVE" in one["sql"])
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(explain + sql)
        plan = str(cursor.fetchall())
    assert "endorsement_by_due" not in plan
    assert "registry_by_state" not in plan
    assert "registry_by_facet (association_id=?)" not in plan
