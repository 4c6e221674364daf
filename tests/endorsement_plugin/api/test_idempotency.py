"""A request with a key takes effect once, also when its twin arrives at the same moment."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from endorsement_plugin.models import Application, IdempotencyRecord
from endorsement_plugin.record.forget_requests import forget_requests
from tests.endorsement_plugin.api.headless import App, signed_in
from tests.factories.credentials import make_application_form
from tests.factories.people import PASSWORD, make_person
from tests.racing import at_once

AT_ONCE = 4


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_four_twins_start_one_application():
    family = str(make_application_form().form.family)
    token = signed_in(make_person().account.email, PASSWORD).headers["X-Session-Token"]

    def start() -> tuple[int, str]:
        answer = App(token).post("/applications/", {"form": family}, Idempotency_Key="twin")
        return answer.status_code, answer.content.decode()

    answers: set[Any] = set(at_once(*[start] * AT_ONCE))
    assert [status for status, _ in answers] == [201]
    assert Application.objects.count() == 1
    assert Application.objects.get().events.filter(action="started").count() == 1


def test_an_answer_is_kept_for_a_day(api):
    family = str(make_application_form().form.family)
    api.post("/applications/", {"form": family}, Idempotency_Key="k")
    now = timezone.now()
    assert forget_requests(now=now + timedelta(hours=23)) == 0
    assert forget_requests(now=now + timedelta(hours=25)) == 1
    assert not IdempotencyRecord.objects.exists()
    assert api.post("/applications/", {"form": family}, Idempotency_Key="k").status_code == 409


def test_without_a_key_nothing_is_kept(api):
    api.post("/applications/", {"form": str(make_application_form().form.family)})
    assert not IdempotencyRecord.objects.exists()
