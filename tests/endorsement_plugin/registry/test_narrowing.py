"""A search through the index of names finds whom reading every name would find, whoever wrote it and when."""

import random
from datetime import date

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from endorsement_plugin.models import Endorsement, FormerName, NameEnd
from endorsement_plugin.registry import narrowing
from endorsement_plugin.registry.actions.keep_name_ends import keep_name_ends
from endorsement_plugin.registry.conditions import listed_in
from endorsement_plugin.registry.jobs import index_names
from endorsement_plugin.registry.narrowing import ends_of, to_index
from endorsement_plugin.registry.public import registry
from review_queue.typed.search import matching
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_person
from tests.query_plans import plan_of

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

DAY = date(2026, 6, 1)
GIVEN = ["Ana", "Ann", "Hannah", "Élodie", "Kaʻiulani", "مريم", "王", "Zoë Ann", "Mary-Ann", ""]
FAMILY = ["Alder", "O’Brien", "Großmann", "小明", "الحسن", "Nuñez", "Øster", "Annan", ""]
TYPED = [
    "an",
    "ann",
    "brien",
    "n",
    "ana alder",
    "الحسن",
    "明",
    "kaiulani",
    "gross mary",
    "nnan",
    "zz",
    "oster é",
]


@pytest.fixture
def people() -> None:
    lot, credential = random.Random(7), make_credential()
    for number in range(60):
        name = lot.choice(GIVEN), lot.choice(FAMILY) or "Solo"
        make_endorsement(make_person(f"p{number}@example.org", *name), credential, listed=True)


def read_all(typed: str) -> list[Endorsement]:
    rows = listed_in({make_association(): DAY}).order_by("search", "number")
    return list(matching(rows, typed, "search"))


def found(typed: str) -> list[Endorsement]:
    return list(registry(make_association(), DAY, q=typed))


@pytest.mark.parametrize("few", [0, 3, 500])
@pytest.mark.parametrize("indexed", [0, 30, 60])
def test_the_same_as_reading_every_name(people, monkeypatch, few, indexed):
    """With some of the names in the index, or none; with few or many that may be meant."""
    keep_name_ends(indexed) if indexed else None
    monkeypatch.setattr(narrowing, "FEW", few)
    assert to_index().count() == 60 - indexed
    for typed in TYPED:
        assert found(typed) == read_all(typed), typed


def test_a_name_that_was_changed_is_found_at_once_and_its_old_one_is_not():
    held = make_endorsement(make_person("a@example.org", "Ann", "Maiden"), listed=True)
    index_names()
    held.name, held.family_name = "Ann Married", "Married"
    held.save()
    assert found("married") == [held]
    assert found("maiden") == []
    index_names()
    assert not to_index().exists()
    assert found("married") == [held]
    assert not NameEnd.objects.filter(text="maiden").exists()


def test_the_duty_does_all_of_many_and_twice_is_once(people):
    assert index_names() == 60
    kept = NameEnd.objects.count()
    assert index_names() == 0
    assert NameEnd.objects.count() == kept


def test_the_ends_of_a_word_are_all_that_can_be_typed_of_it():
    assert ends_of("obrien ann") == {"obrien", "brien", "rien", "ien", "en", "n", "ann", "nn"}
    assert max(map(len, ends_of("x" * 300))) == 40


def test_a_very_long_word_is_found_by_its_beginning_and_its_middle():
    held = make_endorsement(make_person("l@example.org", "Ab" * 45, "Cd" * 45), listed=True)
    index_names()
    assert found("ab" * 45) == [held]
    assert found("b" + "ab" * 30) == [held]


def test_a_search_asks_as_often_for_one_as_for_sixty(people):
    index_names()
    with CaptureQueriesContext(connection) as counted:
        found("hannah")
    with CaptureQueriesContext(connection) as again:
        found("nobody at all")
    assert len(counted) == 6
    assert len(again) == 2 + 3 * 3


def test_each_index_is_there_for_its_query(people):
    association = make_association()
    held = NameEnd.objects.filter(association__in=[association.pk], text__gte="ann", text__lt="ann\U0010ffff")
    assert "registry_by_part_of_name" in plan_of(held.order_by())
    assert "name_to_index" in plan_of(to_index().filter(association__in=[association.pk]).order_by())


def test_each_index_of_the_list_is_there_for_its_query(people):
    if connection.vendor != "sqlite":
        pytest.skip("in a table of few rows PostgreSQL takes any index that fits")
    association = make_association()
    numbered = Endorsement.objects.filter(association__in=[association.pk], number_search="aimh")
    assert "endorsement_by_number" in plan_of(numbered.order_by())
    assert "registry_by_name" in plan_of(registry(association, DAY)[:30])
    assert "registry_by_state_and_name" in plan_of(registry(association, DAY, state="inactive")[:30])
    assert "network_by_name" in plan_of(
        listed_in({association: DAY, make_association("mi-aimh", "mi-aimh.localhost"): DAY}).order_by(
            "search", "number"
        )[:30]
    )


def test_a_former_name_narrows_too(people):
    association = make_association()
    association.registry_finds_former_names = True
    association.save()
    held = Endorsement.objects.order_by("pk")[0]
    FormerName.objects.create(endorsement=held, name="Quinta Before", family_name="Before", until=DAY)
    assert list(registry(association, DAY, q="quinta")) == [held]


def test_only_what_changed_is_told_to_be_out_of_date(people):
    index_names()
    assert Endorsement.objects.filter(words_of=F("search")).count() == 60
