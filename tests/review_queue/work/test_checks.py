import pytest
from pytest_django import Settings

from review_queue.work.checks import faults_are_off, queue_is_configured


def test_a_site_in_order_has_no_messages() -> None:
    assert queue_is_configured() == faults_are_off() == []


@pytest.mark.parametrize("queues", [{}, {"other": {"URL": "redis://localhost"}}])
def test_a_missing_queue_is_an_error(settings: Settings, queues: dict[str, object]) -> None:
    settings.RQ_QUEUES = queues
    assert [message.id for message in queue_is_configured()] == ["review_queue.E101"]


def test_faults_in_production_are_an_error(settings: Settings) -> None:
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "FAULTS": True}
    assert [message.id for message in faults_are_off()] == ["review_queue.E102"]
