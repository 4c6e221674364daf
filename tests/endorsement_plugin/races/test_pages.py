"""The same through pages: a referee answers just while the applicant gives up on them, or writes again."""

from collections.abc import Callable, Iterator
from itertools import product

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from endorsement_plugin.models import Reference
from endorsement_plugin.references.links import reference_path
from tests.endorsement_plugin.races.interleaving import Pair
from tests.endorsement_plugin.races.invariants import breaches
from tests.endorsement_plugin.races.situations import Case, make_case, make_world

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

WRITTEN = {"warmth": "4", "reflection": "3"}
PRESSED = {
    "reference_decline": {},
    "reference": {**WRITTEN, "revision": "2"},
    "reference_check": {"revision": "2"},
}


@pytest.fixture
def pair(transactional_db: None) -> Iterator[Pair]:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    made = Pair()
    yield made
    made.close()


def referee(case: Case, page: str) -> Callable[[], object]:
    """Presses the button of a page, after the link was opened and something was written."""
    client = Client()
    client.post(reference_path(case.waiting))
    client.post(reverse("endorsement:reference", args=[case.waiting.pk]), {**WRITTEN, "revision": "1"})
    return lambda: client.post(reverse(f"endorsement:{page}", args=[case.waiting.pk]), PRESSED[page])


def applicant(case: Case, page: str) -> Callable[[], object]:
    client = Client()
    client.force_login(case.applicant)
    return lambda: client.post(reverse(f"endorsement:{page}", args=[case.waiting.pk]))


def test_nobody_gets_an_error_page(pair: Pair):
    """Whoever comes first; a link that has ended is answered as such."""
    world = make_world()
    every = product(PRESSED, ("reference_replace", "reference_send"), (True, False))
    for number, (page, press, applicant_first) in enumerate(every):
        case = make_case(world, "submitted", number)
        calls = [applicant(case, press), referee(case, page)]
        past = case.application.events.count()
        answers = pair.run(*(calls if applicant_first else calls[::-1]))
        said = f"{page}, {press}, {applicant_first}: {answers}"
        assert {getattr(one, "status_code", one) for one in answers} <= {200, 302, 404}, said
        assert [*breaches(case.application, "submitted", past)] == [], said
        assert Reference.objects.get(pk=case.waiting.pk).state != "sent", said
