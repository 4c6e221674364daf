"""A round: which rubric applies and what counts as a disagreement. Frozen with its first item."""

import datetime
import secrets

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from review_queue.matching.prices import PAIR

from .pools import Pool
from .rubrics import Rubric


def new_seed() -> int:
    """A seed that nobody can predict, recorded so that every assignment can be replayed."""
    return secrets.randbits(62)


class Round(models.Model):
    class Resolution(models.TextChoices):
        NEAREST_TWO = "nearest_two", "Mean of the third score and the nearer of the first two"
        PARITY = "parity", "Mean of all three scores"
        EXPERT = "expert", "The third score replaces the first two"

    class Assigning(models.TextChoices):
        ARRIVAL = "arrival", "Each answer as soon as it is cleared"
        CLOSE = "close", "All together, once the window has closed"
        ASKED = "asked", "When a reviewer asks for one"

    code = models.SlugField(unique=True)
    title = models.CharField(max_length=160)
    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="rounds")
    pools = models.ManyToManyField(
        Pool,
        blank=True,
        related_name="rounds",
        help_text="Whose answers are scored in it. None chosen means those of every pool.",
    )
    criterion_gap = models.PositiveSmallIntegerField(
        default=2,
        validators=[MinValueValidator(1)],
        help_text="Two marks this many steps apart on one criterion are a disagreement.",
    )
    total_gap = models.PositiveSmallIntegerField(
        default=10,
        validators=[MaxValueValidator(100)],
        help_text="Totals further apart than this many percentage points are a disagreement.",
    )
    verdict_split = models.BooleanField(
        default=True, help_text="One pass and one fail is a disagreement, however close the totals are."
    )
    flagged = models.BooleanField(
        default=True, help_text="An answer that a reviewer flags is a disagreement, whatever the marks."
    )
    criterion_feedback = models.BooleanField(
        default=False,
        help_text="The candidate reads comments on each criterion below the feedback; reviewers are told so.",
    )
    reviewers_named = models.BooleanField(
        default=False,
        help_text="Whoever leads the pool and reads reviews after the decision reads whose they are.",
    )
    training_required = models.BooleanField(
        default=False,
        help_text="Answers are offered to those only who have a training that counts on that day.",
    )
    resolution = models.CharField(max_length=12, choices=Resolution.choices, default=Resolution.NEAREST_TWO)
    assigning = models.CharField(max_length=8, choices=Assigning.choices, default=Assigning.ARRIVAL)
    closes_on = models.DateField(
        null=True, blank=True, help_text="The last day of the window, if answers are assigned together."
    )
    pair_price = models.PositiveIntegerField(
        default=PAIR,
        help_text="How much to avoid that two reviewers score together again; 2000 weighs as much as one "
        "answer more for one reviewer than for another, 0 is not at all.",
    )
    hours_to_answer = models.PositiveSmallIntegerField(
        default=72, validators=[MinValueValidator(1)], help_text="To accept or decline an offer."
    )
    days_to_score = models.PositiveSmallIntegerField(default=14, validators=[MinValueValidator(1)])
    days_of_extension = models.PositiveSmallIntegerField(
        default=7, help_text="What a reviewer may ask for once; 0 is nothing."
    )
    days_of_grace = models.PositiveSmallIntegerField(
        default=7, help_text="After the due date, before an answer goes to somebody else."
    )
    anchor_every = models.PositiveSmallIntegerField(
        default=10,
        help_text="About one offer in so many brings a seeded anchor with it, if there are any; 0 is none.",
    )
    largest_parts = models.PositiveSmallIntegerField(default=0, editable=False)
    largest_words = models.PositiveIntegerField(default=0, editable=False)
    largest_pages = models.PositiveIntegerField(
        default=0, editable=False, help_text="No released answer of it is larger; words and pages in steps."
    )
    seed = models.BigIntegerField(default=new_seed, editable=False)
    frozen_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-pk"]
        permissions = [("audit_round", "Can read the evidence pack of this round")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(assigning="close") | models.Q(closes_on__isnull=False),
                name="rq_round_window",
                violation_error_message="Say when the window closes.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    @property
    def window_until(self) -> datetime.date | None:
        """The last day on which answers come in that are assigned together; None where each goes alone."""
        return self.closes_on if self.assigning == self.Assigning.CLOSE else None
