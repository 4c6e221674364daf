"""The public registry while it grows a hundredfold: what visitors ask of it costs the same."""

import time
from collections.abc import Iterator
from datetime import date
from itertools import islice
from unittest.mock import patch

from django.db import connection
from django.test import Client

from benchmarks.measure import Measured, median, milliseconds
from endorsement_plugin.limits import READ_PUBLIC

FEW = 1_000
MANY = 100_000
RARE = 5
"""People of the rare name, at either size."""
TIMES = 30
A_BATCH = 5_000
GIVEN = ["Maria", "Ana", "Kaʻiulani", "Zoë", "Grace", "Noelani", "Ruth", "Amy", "Élodie", "Jo", "Lea", "Mei"]


def bench_registry_search() -> Iterator[Measured]:
    yield from _growth("SQLite")


def measure_registry_search() -> Iterator[Measured]:
    yield from _growth("PostgreSQL")


def _growth(where: str) -> Iterator[Measured]:
    taken: dict[str, list[float]] = {}
    page = _page()
    for number in (FEW, MANY):
        began = time.perf_counter()
        indexed = _fill(number)
        rate = indexed / (time.perf_counter() - began)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        for name, times in _asked(page).items():
            taken.setdefault(name, []).append(times)
    yield Measured(f"registry, endorsements made and indexed, {where}", round(rate), "a second")
    for name, (before, after) in taken.items():
        yield Measured(f"registry, {name}, {FEW:,}, {where}", before, "ms")
        yield Measured(f"registry, {name}, {MANY:,}, {where}", after, "ms")
        yield Measured(f"registry, {name}, growth, {where}", round(after / before, 2), "times", target=1.2)


def _page() -> str:
    from endorsement_plugin.pages.models import RegistryPage
    from tests.factories.credentials import make_association, make_credential

    association = make_association()
    make_credential(association, "IFS")
    home = association.site.root_page
    there = RegistryPage.objects.descendant_of(home).first()
    page = there or home.add_child(instance=RegistryPage(title="Registry", slug="bench-registry"))
    return str(page.get_url())


def _asked(page: str) -> dict[str, float]:
    from endorsement_plugin.models import Endorsement

    rare = Endorsement.objects.filter(search__contains="quillfeather", listed=True)[0]
    asked = {
        "a rare name": {"q": "quillfeather"},
        "a part of it and a given name": {"q": "maria feather"},
        "a given name that many have": {"q": "maria"},
        "nobody": {"q": "xyzzy"},
        "the list": {},
        "who is inactive": {"state": "inactive"},
        "a county of few": {"county": "niihau"},
        "a county of many": {"county": "honolulu"},
        "a number": {"number": rare.number},
        "a number that nobody has": {"number": "BENCH-0"},
    }
    client = Client()
    with patch.object(READ_PUBLIC, "most", 10**9):
        return {name: _median(client, page, query) for name, query in asked.items()} | {
            "what can be chosen, read anew": median(milliseconds(_choices, TIMES))
        }


def _choices(number: int) -> None:
    from django.core.cache import cache

    from endorsement_plugin.models import Association
    from endorsement_plugin.registry.choices import values_in
    from endorsement_plugin.registry.public import network

    cache.clear()
    assert values_in(network(Association.objects.get(code="aimh-hi")))["county"]


def _median(client: Client, page: str, query: dict[str, str]) -> float:
    return median(milliseconds(lambda _: client.get(page, query), TIMES))


def _fill(until: int) -> int:
    """As many endorsements as that, one in ten unlisted, one in fifty inactive; how many are new."""
    from endorsement_plugin.models import Credential, Endorsement, Person, RegistryEntry, RegistryFacet
    from endorsement_plugin.registry.actions.keep_name_ends import keep_name_ends

    credential = Credential.objects.get(code="IFS", association__code="aimh-hi")
    association = credential.association
    mine = Endorsement.objects.filter(number__startswith="BENCH-")
    first = mine.count()
    numbers = iter(range(first, until))
    while batch := list(islice(numbers, A_BATCH)):
        people = Person.objects.bulk_create(
            Person(given_name=GIVEN[n % len(GIVEN)], family_name=_family(n)) for n in batch
        )
        Endorsement.objects.bulk_create(
            Endorsement(
                number=f"BENCH-{n + 1:06d}",
                association=association,
                credential=credential,
                person=person,
                origin=Endorsement.Origin.IMPORT,
                name=person.name,
                family_name=person.family_name,
                granted_on=date(2020, 1, 15),
                renewal_due=date(2099, 1, 15),
                listed=n % 10 != 9,
                state="inactive" if n % 50 == 7 else "active",
                inactive_reason="lapsed" if n % 50 == 7 else "",
            )
            for n, person in zip(batch, people, strict=True)
        )
        entries = RegistryEntry.objects.bulk_create(
            RegistryEntry(person=person, association=association) for person in people
        )
        RegistryFacet.objects.bulk_create(
            RegistryFacet(entry=entry, association=association, kind="county", label=_county(n))
            for n, entry in zip(batch, entries, strict=True)
        )
    while keep_name_ends():
        pass
    return until - first


def _family(n: int) -> str:
    """Of a hundred thousand hardly two alike, but for the rare name."""
    if n < RARE:
        return "Quillfeather"
    syllables = ["ka", "mo", "li", "na", "ru", "po", "he", "wa", "ki", "su"]
    return "".join(syllables[int(digit)] for digit in f"{n:06d}").capitalize()


def _county(n: int) -> str:
    return "Niʻihau" if n < 2 * RARE else "Honolulu" if n % 3 else "Maui"
