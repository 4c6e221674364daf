"""Every alarm of a round that a person has to answer, and whether somebody has."""

from collections.abc import Iterator
from dataclasses import dataclass

from review_queue.audit.queries.reliability import RoundScores
from review_queue.audit.queries.told import scorer
from review_queue.models import CorrectiveAction, Event, Item
from review_queue.models.reviews import flag_label
from review_queue.permissions import User, items_led_by
from review_queue.readers import back_readings_of, corrections_of

from .agreement_rows import by_reviewer, by_yardstick
from .alarms import low_agreement, severe
from .rater_drift import Alarm, by_drift
from .yardsticks import total_of

WHEN_OVER = {
    "agreement": "Agreement was low.",
    "severity": "A reviewer lay far from the others.",
    "drift": "A reviewer had drifted on anchors.",
    "flag": "A reviewer has flagged it.",
    "back_reading": "The back-reader did not agree with the result.",
}
"""What is said of an alarm that was answered and stands no longer: its figures are others by now."""


@dataclass(frozen=True, slots=True)
class Raised:
    """One alarm. `code` names it in the record; `item` is the answer that it is about, if it is about one."""

    code: str
    words: str
    item: Item | None = None


def raised(user: User, scores: RoundScores) -> list[Raised]:
    """All alarms of the round that stand now, answered or not, what is about single answers last."""
    return [*_of_figures(scores), *_flags(user, scores), *_disagreements(user, scores)]


def open_and_answered(
    user: User, scores: RoundScores
) -> tuple[list[Raised], list[tuple[CorrectiveAction, str]]]:
    """The alarms about which nothing has been recorded; and what was recorded, with its alarm in words, what
    waits for its follow-up first."""
    standing = raised(user, scores)
    rows = corrections_of(user).filter(round=scores.round).select_related("item", "recorded_by")
    recorded = sorted(
        rows.order_by("pk"), key=lambda one: (one.follow_up_on is None or bool(one.followed_up_at), one.pk)
    )
    answered = {one.alarm for one in recorded}
    words = {one.code: one.words for one in standing}
    return (
        [one for one in standing if one.code not in answered],
        [(one, words.get(one.alarm) or _no_longer(one.alarm)) for one in recorded],
    )


def _no_longer(code: str) -> str:
    """An alarm that does not stand any more, by its kind."""
    return WHEN_OVER.get(code.partition(":")[0], code)


def _of_figures(scores: RoundScores) -> Iterator[Raised]:
    for row in by_yardstick(scores):
        if low_agreement(row):
            words = f"Agreement on “{row.yardstick.name}” is low: α is {row.agreement.alpha.value:.2f}."
            yield Raised(f"agreement:{row.yardstick.code}", words)
    total = total_of(scores)
    for one in by_reviewer(scores, total):
        if severe(one, total):
            words = f"{one.name} lies {one.beside.difference.value:+.1f} points beside the others."
            yield Raised(f"severity:{one.scorer}", words)
    for drift in by_drift(scores):
        if drift.alarm in (Alarm.GENEROUS, Alarm.STRICT):
            code = f"drift:{scorer(drift.anchored[0].own.reviewer)}"
            yield Raised(code, f"{drift.name} has become {drift.alarm} on anchors.")


def _flags(user: User, scores: RoundScores) -> Iterator[Raised]:
    items = items_led_by(user).filter(round=scores.round)
    events = Event.objects.filter(item__in=items.values("pk"), kind=Event.Kind.FLAGGED)
    for event in events.select_related("item").order_by("pk"):
        words = f"A reviewer has flagged it: {flag_label(event.detail).lower()}."
        yield Raised(f"flag:{event.pk}", words, event.item)


def _disagreements(user: User, scores: RoundScores) -> Iterator[Raised]:
    rows = back_readings_of(user).filter(item__round=scores.round, agrees=False).select_related("item")
    for one in rows.order_by("pk"):
        yield Raised(f"back_reading:{one.pk}", "The back-reader does not agree with the result.", one.item)
