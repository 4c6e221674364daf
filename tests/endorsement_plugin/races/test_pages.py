"""The same through pages: a referee answers just while the applicant gives up on them, or writes again."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from endorsement_plugin.links import reference_path
from endorsement_plugin.models import Reference

from .interleaving import Pair
from .invariants import breaches
from .situations import Case, make_case, make_world

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

WRITTEN = {"warmth": "4", "reflection": "3", "revision": "1"}


@pytest.fixture
def pair(transactional_db: None) -> Iterator[Pair]:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    made = Pair()
    yield made
    made.close()


def referee(case: Case, page: str, data: dict[str, str]) -> Callable[[], HttpResponse]:
    """Presses the button of a page that was opened before."""
    client = Client()
    client.post(reference_path(case.waiting))
    return lambda: client.post(reverse(f"endorsement:{page}", args=[case.waiting.pk]), data)


def applicant(case: Case, page: str) -> Callable[[], HttpResponse]:
    client = Client()
    client.force_login(case.applicant)
    return lambda: client.post(reverse(f"endorsement:{page}", args=[case.waiting.pk]))


def test_nobody_gets_an_error_page(pair: Pair):
    """Whoever comes first; a link that has ended is answered as such."""
    world, number = make_world(), 0
    for page, data in (("reference_decline", {}), ("reference", WRITTEN), ("reference_check", WRITTEN)):
        for press in ("reference_replace", "reference_send"):
            for applicant_first in (True, False):
                number += 1
                case = make_case(world, "submitted", number)
                calls = [applicant(case, press), referee(case, page, data)]
                past = case.application.events.count()
                answers = pair.run(*(calls if applicant_first else calls[::-1]))
                said = f"{page}, {press}, {applicant_first}: {answers}"
                assert all(isinstance(one, HttpResponse) for one in answers), said
                assert {one.status_code for one in answers} <= {200, 302, 404}, said
                assert [*breaches(case.application, "submitted", past)] == [], said
                assert Reference.objects.get(pk=case.waiting.pk).state != "sent", said
