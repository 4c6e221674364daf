"""A plan says who would score what, drawn from what was known at one moment. Applying it is another step."""

import uuid

from django.conf import settings
from django.db import models

from review_queue.anonymization.codes import new_code

from .items import Item
from .pools import Pool
from .reviewers import Reviewer
from .rounds import Round


class Plan(models.Model):
    """`inputs` is a digest of everything the plan depends on, which is `kept` (`matching.kept`): with the
    same seed and solver, anybody draws the same plan from it again. `cost` is that of the flow, before pairs
    are exchanged, in the units of `rules.prices`."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        APPLIED = "applied", "Applied"
        STALE = "stale", "Out of date"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="plans")
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="plans")
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    inputs = models.CharField(max_length=64)
    kept = models.BinaryField(
        null=True, help_text="What it was drawn from, by numbers; none for older plans."
    )
    seed = models.BigIntegerField()
    solver = models.CharField(max_length=40)
    cost = models.BigIntegerField()
    unfilled = models.PositiveIntegerField(help_text="Slots that stay open.")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(auto_now_add=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["-proposed_at"]
        indexes = [models.Index(fields=["round", "pool", "-proposed_at"], name="rq_plan_latest")]

    def __str__(self) -> str:
        return f"plan {self.pk}"


class PlannedSlot(models.Model):
    """One slot of one item, who would fill it, and under which code that reviewer would know the item."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="slots")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    slot = models.PositiveSmallIntegerField()
    reviewer = models.ForeignKey(Reviewer, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=11, default=new_code, editable=False)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["plan", "item", "slot"], name="rq_one_plan_per_slot"),
            models.UniqueConstraint(fields=["plan", "item", "reviewer"], name="rq_planned_once_per_item"),
        ]

    def __str__(self) -> str:
        return f"slot {self.slot}"


class Shortage(models.Model):
    """Why slots stay open: counts, tags and agencies of reviewers, never a name."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="shortages")
    sentence = models.CharField(max_length=500)
    items = models.PositiveIntegerField(help_text="How many answers the sentence is about.")

    class Meta:
        default_permissions = ()
        ordering = ["-items", "pk"]

    def __str__(self) -> str:
        return self.sentence
