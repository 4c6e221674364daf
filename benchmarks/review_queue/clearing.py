"""A clearer's page with five thousand marks: opened, and with every mention of a word to choose from."""

from collections.abc import Iterator

from django.test import Client, override_settings
from django.urls import reverse

from benchmarks.measure import Measured, median, milliseconds
from review_queue.models import PoolRole
from tests.factories import reviews

MARKS = 5_000
TIMES = 5
SECOND = 1_000


@override_settings(RATELIMITS={})
def bench_clearing() -> Iterator[Measured]:
    """Half of them masked, half of them marked words that are to be decided on."""
    pool = reviews.make_pool()
    item = reviews.make_item(
        pool=pool,
        sections=[{"code": "q1", "prompt": "", "text": "Then Leilani met Grace again. " * (MARKS // 2)}],
        identifiers=[{"kind": "given_name", "value": "Leilani"}, {"kind": "nickname", "value": "Grace"}],
    )
    client = Client()
    clearer = reviews.make_staff(PoolRole.Role.CLEARER, pool)
    client.force_login(clearer, backend="django.contrib.auth.backends.ModelBackend")
    page = reverse("review_queue:clearance", args=[item.code])
    shown = client.get(page).content.decode()
    assert shown.count('class="span-masked"') > MARKS // 2
    assert shown.count("<mark") >= MARKS // 2
    opened = median(milliseconds(lambda _: client.get(page), TIMES))
    yield Measured(f"clearer's page with {MARKS:,} marks", opened, "ms", SECOND)
    asked = {"phrase": "again", "label": "DETAIL"}
    mask = reverse("review_queue:mask", args=[item.code])
    chosen = median(milliseconds(lambda _: client.post(mask, asked), TIMES))
    yield Measured(f"{MARKS // 2:,} mentions shown on it", chosen, "ms", SECOND)
