import logging
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from review_queue.work.duties import run_duties
from review_queue.work.models import Beat
from review_queue.work.registry import duty
from tests.review_queue.work.conftest import Register

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_a_duty_is_carried_out_once_per_period(register: Register) -> None:
    register("unused")
    times: list[int] = []
    duty("a.duty", every=timedelta(minutes=10))(lambda: times.append(1))
    assert [run_duties(), run_duties()] == [1, 0]
    Beat.objects.update(at=Now() - timedelta(minutes=9))
    assert run_duties() == 0
    Beat.objects.update(at=Now() - timedelta(minutes=11))
    assert run_duties() == 1
    assert times == [1, 1]


def test_a_duty_that_fails_is_noted_without_its_words_and_stops_no_other(
    register: Register, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise ValueError("Ada Placeholder")

    register("unused")
    done: list[int] = []
    duty("broken", every=timedelta(minutes=10))(broken)
    duty("sound", every=timedelta(minutes=10))(lambda: done.append(1))
    with caplog.at_level(logging.INFO):
        assert run_duties() == 2
    assert dict(Beat.objects.values_list("name", "ok")) == {"broken": False, "sound": True}
    assert done == [1]
    assert "The duty broken failed: ValueError" in caplog.text
    assert "Ada" not in caplog.text
