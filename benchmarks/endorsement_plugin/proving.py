"""Certificates set, each in a process of its own, badges signed, and a long status list."""

import resource
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.utils import timezone

from benchmarks.measure import Measured
from endorsement_plugin.certificates.actions.issue import issue_badge
from endorsement_plugin.certificates.actions.keys import key_in_use
from endorsement_plugin.certificates.contents import contents_of
from endorsement_plugin.certificates.statuses import REVOCATION, list_token
from endorsement_plugin.certificates.typesetting.process import Limits, set_pdf
from endorsement_plugin.models import Badge, Endorsement
from tests.factories.credentials import make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_person

MANY = 10_000
LIMITS = Limits(memory=1024 * 1024 * 1024, cpu=60, wall=300)


def bench_certificates() -> Iterator[Measured]:
    held = _held()
    said, granted = contents_of(held), held.granted_on
    names = (
        "Keʻalohilani Nakamura-O’Brien",
        "田中 花子",
        "محمد عبد الرحمن",
        "Maria Wilhelmina " * 11,
    )
    orders = [said | {"name": name} for name in names] * 5
    rate = _rate(lambda at: set_pdf(orders[at], day=granted, logo=b"", limits=LIMITS), len(orders))
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    yield Measured("certificates set, one worker", rate, "a second", target=1, better="more")
    yield Measured("memory of the child that sets one, at most", round(children / 1024), "MB", target=256)


def bench_badges() -> Iterator[Measured]:
    held = _held()
    holder = held.person.account
    issue_badge(endorsement=held.pk, by=holder)
    yield Measured(
        "badges signed", _rate(lambda at: issue_badge(endorsement=held.pk, by=holder), 200), "a second"
    )
    _fill(held)
    key = key_in_use(held.association)
    began = time.perf_counter()
    list_token(held.association, REVOCATION, 1, key, timezone.now())
    took = round(1000 * (time.perf_counter() - began), 1)
    yield Measured(f"status list of {MANY:,} badges, all of them revoked", took, "ms")


def _held() -> Endorsement:
    return make_endorsement(
        make_person(), make_credential(), renewal_due=timezone.localdate() + timedelta(days=99)
    )


def _fill(held: Endorsement) -> None:
    """Badges of many others; all retired, so that one person can have had them."""
    fields = {"association": held.association, "credential": held.credential, "person": held.person}
    dates = {"granted_on": held.granted_on, "renewal_due": held.renewal_due, "origin": "import"}
    rows = Endorsement.objects.bulk_create(
        Endorsement(number=f"B-{at}", name="X", state="retired", **fields, **dates) for at in range(MANY)
    )
    Badge.objects.bulk_create(
        Badge(
            endorsement=row,
            association=held.association,
            status_list=1,
            status_index=at * 7 + 1,
            issued_at=timezone.now(),
        )
        for at, row in enumerate(rows)
    )


def _rate(step: Callable[[int], object], times: int) -> float:
    began = time.perf_counter()
    for at in range(times):
        step(at)
    return round(times / (time.perf_counter() - began), 1)
