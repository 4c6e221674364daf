"""One reviewer's attempt at a calibration set, and the copies of anchors that reviewers score."""

from django.conf import settings
from django.db import models

from .anchors import Anchor, AnchorSet
from .items import Item
from .reviewers import Reviewer


class Calibration(models.Model):
    """Counts are over all criterion marks of the attempt; `flips` are texts that passed instead of failed, or
    failed instead of passed. `released_at` is when the chief let the reviewer begin again."""

    class State(models.TextChoices):
        RUNNING = "running", "Begun"
        PASSED = "passed", "Passed"
        FAILED = "failed", "Not passed"
        UNFINISHED = "unfinished", "Not finished"

    reviewer = models.ForeignKey(Reviewer, on_delete=models.PROTECT, related_name="calibrations")
    anchor_set = models.ForeignKey(AnchorSet, on_delete=models.PROTECT, related_name="calibrations")
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    marks = models.PositiveIntegerField(default=0)
    exact = models.PositiveIntegerField(default=0)
    adjacent = models.PositiveIntegerField(default=0)
    flips = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    valid_until = models.DateField(null=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    released_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        indexes = [models.Index(fields=["reviewer", "state", "valid_until"], name="rq_calibration_in_date")]
        constraints = [
            models.UniqueConstraint(
                fields=["reviewer", "anchor_set"],
                condition=models.Q(state="running"),
                name="rq_one_running_calibration",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="passed") | models.Q(valid_until__isnull=False),
                name="rq_calibration_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"calibration {self.pk}"


class AnchorCopy(models.Model):
    """An anchor as one reviewer scores it: an ordinary item with a single slot. `calibration` is empty for a
    seeded one."""

    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="anchor_copy")
    anchor = models.ForeignKey(Anchor, on_delete=models.PROTECT, related_name="copies")
    reviewer = models.ForeignKey(Reviewer, on_delete=models.PROTECT, related_name="+")
    calibration = models.ForeignKey(Calibration, null=True, on_delete=models.PROTECT, related_name="copies")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["anchor", "reviewer"],
                condition=models.Q(calibration__isnull=True),
                name="rq_seeded_once_for_a_reviewer",
            ),
            models.UniqueConstraint(
                fields=["anchor", "calibration"],
                name="rq_once_in_a_calibration",
            ),
        ]

    def __str__(self) -> str:
        return f"copy {self.pk}"
