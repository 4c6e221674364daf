import ast
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured

from review_queue.work.claims import Claim
from review_queue.work.errors import UnknownKind
from review_queue.work.registry import duty, job, job_for, kinds
from tests.house_code import calls
from tests.review_queue.work.conftest import Register


def test_every_kind_that_is_asked_for_anywhere_is_registered() -> None:
    asked = list(calls("ask"))
    assert asked, "nobody asks for anything: this test would prove nothing"
    unnamed = [place for place, call in asked if not isinstance(call.args[0], ast.Constant)]
    assert unnamed == [], "write the kind as a literal, so that it can be found"
    unknown = {place: call.args[0].value for place, call in asked if call.args[0].value not in kinds()}  # type: ignore[attr-defined]
    assert unknown == {}


def test_a_job_is_found_by_its_kind_with_its_limits(register: Register) -> None:
    register("a.kind", lease=7, attempts=3)
    found = job_for("a.kind")
    assert (found.lease, found.attempts) == (timedelta(seconds=7), 3)
    with pytest.raises(UnknownKind):
        job_for("b.kind")


def test_two_functions_cannot_share_a_name(register: Register) -> None:
    register("a.kind")

    def another(claim: Claim) -> None: ...

    def at_times() -> None: ...

    def at_other_times() -> None: ...

    with pytest.raises(ImproperlyConfigured, match=r"a\.kind"):
        job("a.kind")(another)
    duty("a.duty", every=timedelta(days=1))(at_times)
    with pytest.raises(ImproperlyConfigured, match=r"a\.duty"):
        duty("a.duty", every=timedelta(days=1))(at_other_times)
