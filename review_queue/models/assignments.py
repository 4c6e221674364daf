"""One reviewer asked to score one item, under a code that only this reviewer ever sees."""

import datetime

from django.db import models
from django.urls import reverse
from django.utils import timezone

from review_queue.anonymization.codes import new_code
from review_queue.rules.transitions import ACTIVE, HOLDS_SLOT, AssignmentState

from .items import Item
from .plans import Plan
from .reviewers import Reviewer

PAIR = (1, 2)
ADJUDICATOR_SLOT = 3


IN_HAND = models.Q(state__in=ACTIVE, ends_at=None)
"""Work that a reviewer has been asked for or does, and that nothing has ended."""


def in_three_days() -> datetime.datetime:
    return timezone.now() + datetime.timedelta(hours=72)


class Assignment(models.Model):
    """Slots 1 and 2 are the pair, slot 3 is the adjudicator. Nobody is ever asked twice for one item."""

    # Every index is written with every assignment: where one below begins with the column, one is enough.
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="assignments", db_index=False)
    reviewer = models.ForeignKey(
        Reviewer, on_delete=models.PROTECT, related_name="assignments", db_index=False
    )
    code = models.CharField(max_length=11, default=new_code, editable=False)
    slot = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=10,
        choices=[(s.value, s.value) for s in AssignmentState],
        default=AssignmentState.OFFERED.value,
    )
    due = models.DateField()
    plan = models.ForeignKey(
        Plan,
        null=True,
        on_delete=models.PROTECT,
        related_name="assignments",
        help_text="Empty for work that the reviewer asked for.",
    )
    offered_at = models.DateTimeField(
        default=timezone.now, help_text="When the offer leaves. Until then its reviewer does not see it."
    )
    answer_by = models.DateTimeField(
        default=in_three_days, help_text="An offer that nobody has taken on by then expires."
    )
    ends_at = models.DateTimeField(
        null=True, help_text="When the work ends because it is no longer needed, for this reviewer alone."
    )
    extended_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["reviewer", "state", "due"], name="rq_assignment_queue")]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="rq_assignment_code"),
            models.UniqueConstraint(
                fields=["item", "slot"],
                condition=models.Q(state__in=sorted(s.value for s in HOLDS_SLOT)),
                name="rq_one_holder_per_slot",
            ),
            models.UniqueConstraint(fields=["item", "reviewer"], name="rq_never_twice_on_one_item"),
            models.CheckConstraint(
                condition=models.Q(slot__gte=1, slot__lte=ADJUDICATOR_SLOT), name="rq_assignment_slot"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in AssignmentState]), name="rq_assignment_state"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("review_queue:assignment", args=[self.code])

    @property
    def answer_day(self) -> datetime.date:
        """The last day to answer the offer, in the one zone in which days end."""
        return timezone.localdate(self.answer_by, timezone.get_default_timezone())

    @property
    def is_in_hand(self) -> bool:
        """As the query `IN_HAND` asks."""
        return self.state in ACTIVE and self.ends_at is None

    @property
    def is_adjudication(self) -> bool:
        return self.slot == ADJUDICATOR_SLOT
