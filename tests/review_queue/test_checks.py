import pytest

from review_queue.checks import check_settings
from review_queue.conf import Conf, conf


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        ({}, []),
        ({"FAULTS": True, "REMIND_DAYS_BEFORE": 5}, []),
        ({"METRICS_TOKEN": "a long invented token"}, []),
        ({"METRICS_TOKEN": None}, ["review_queue.E002"]),
        ({"REMINDERS": 5}, ["review_queue.E001"]),
        ({"REMIND_DAYS_BEFORE": "5"}, ["review_queue.E002"]),
        ({"REMIND_DAYS_BEFORE": True}, ["review_queue.E002"]),
        ({"NOPE": 1, "FAULTS": "yes"}, ["review_queue.E001", "review_queue.E002"]),
    ],
)
def test_settings_that_mean_nothing_are_reported(settings, given, ids):
    settings.REVIEW_QUEUE = given
    assert [message.id for message in check_settings(None)] == ids


def test_defaults_hold_where_nothing_is_given(settings):
    settings.REVIEW_QUEUE = {"REMIND_DAYS_BEFORE": 9}
    assert conf() == Conf(REMIND_DAYS_BEFORE=9)
