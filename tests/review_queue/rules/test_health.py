from datetime import timedelta

import pytest

from review_queue.rules.health import Level, Limits, in_words, of_age

LIMITS = Limits(timedelta(minutes=2), timedelta(minutes=15))


@pytest.mark.parametrize(
    ("age", "level"),
    [
        (None, Level.GOOD),
        (timedelta(seconds=119), Level.GOOD),
        (timedelta(minutes=2), Level.LOOK),
        (timedelta(seconds=899), Level.LOOK),
        (timedelta(minutes=15), Level.ACT),
    ],
)
def test_age_decides(age, level):
    assert of_age(age, LIMITS) == level


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(seconds=-3), "0 seconds"),
        (timedelta(seconds=1), "1 second"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(seconds=61), "61 seconds"),
        (timedelta(seconds=119.9), "119 seconds"),
        (timedelta(minutes=2), "2 minutes"),
        (timedelta(minutes=119), "119 minutes"),
        (timedelta(hours=47, minutes=59), "47 hours"),
        (timedelta(hours=48), "2 days"),
        (timedelta(days=400), "400 days"),
    ],
)
def test_a_duration_is_told_in_the_unit_that_matters(age, words):
    assert in_words(age) == words
