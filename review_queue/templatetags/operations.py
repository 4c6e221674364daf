"""The operator's page: levels and durations in words."""

from datetime import timedelta

from django import template

from review_queue.rules.health import Level, in_words

register = template.Library()

LEVELS = {
    Level.GOOD: ("Good", "done", "success"),
    Level.LOOK: ("Look", "attention", "warning"),
    Level.ACT: ("Act", "bad", "error"),
}


@register.filter
def level(value: Level) -> str:
    """In a word."""
    return LEVELS[value][0]


@register.filter
def tone(value: Level) -> str:
    """The badge's variant."""
    return LEVELS[value][1]


@register.filter
def notice(value: Level) -> str:
    """The notice's variant."""
    return LEVELS[value][2]


@register.filter
def duration(age: timedelta) -> str:
    """ "12 minutes"."""
    return in_words(age)
