"""What may be read again, and what was."""

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Exists, F, OuterRef, QuerySet

from review_queue.models import ADJUDICATOR_SLOT, Assignment, BackReading, Item, Round
from review_queue.permissions import User, items_led_by
from review_queue.readers import back_readings_of, items_to_read
from review_queue.rules.transitions import AssignmentState
from review_queue.verifier.back_reading import Decided


@dataclass(frozen=True, slots=True)
class Answer:
    """One that may be drawn."""

    item: Item
    decided: Decided


def to_draw_from(user: User, scored_in: Round) -> dict[str, Answer]:
    """By code: decided answers of the round that the user may read, and that no sample has had. One query."""
    thirds = Assignment.objects.filter(
        item=OuterRef("pk"), slot=ADJUDICATOR_SLOT, state=AssignmentState.SUBMITTED
    )
    rows = (
        items_to_read(user)
        .filter(round=scored_in, back_readings=None)
        .select_related("verdict")
        .annotate(third=Exists(thirds))
    )
    return {one.code: Answer(one, Decided(_percent(one), getattr(one, "third", False))) for one in rows}


def _percent(item: Item) -> Fraction | None:
    return None if item.verdict.percent is None else Fraction(item.verdict.percent)


def readings_of(user: User, scored_in: Round) -> QuerySet[BackReading]:
    """Of the round's answers that the user may read, those to be read first."""
    rows = back_readings_of(user).filter(item__round=scored_in)
    return rows.select_related("item", "sample", "read_by").order_by(
        F("read_at").desc(nulls_first=True), "item__code"
    )


def readings_told(user: User, scored_in: Round) -> QuerySet[BackReading]:
    """For the evidence pack: also of answers that are being scored again just now."""
    led = items_led_by(user).filter(round=scored_in).values("pk")
    rows = BackReading.objects.filter(item__in=led).select_related("item", "sample", "read_by")
    return rows.prefetch_related("marks__criterion", "marks__level").order_by("pk")
