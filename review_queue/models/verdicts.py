"""How two reviews compared, and what came of it."""

from django.db import models

from .assignments import Assignment
from .items import Item
from .rounds import Round
from .rubrics import Rubric


class Agreement(models.Model):
    """The one comparison of a pair. Each assignment can be in one comparison only."""

    first = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="+")
    second = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="agreements")
    agreed = models.BooleanField()
    compared_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"agreement {self.pk}"


class Difference(models.Model):
    """One reason why a comparison was a disagreement; `criterion` is a code or empty."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="differences")
    reason = models.CharField(max_length=16)
    criterion = models.CharField(max_length=50, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.reason} {self.criterion}".strip()


class Verdict(models.Model):
    """The result of an item: sent once, in the transaction that closed it.

    It keeps the rubric's version and the rules by which it came about. Round and rubric are frozen and say
    the same; the copy is what still answers for a result when somebody doubts that they were.
    """

    class Outcome(models.TextChoices):
        PASSED = "passed", "Passed"
        FAILED = "failed", "Not passed"
        UNSCORABLE = "unscorable", "Cannot be scored"

    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="verdict")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    percent = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, help_text="None of an answer that cannot be scored."
    )
    resolution = models.CharField(max_length=12, help_text="'agreed' or the round's rule for a third score.")
    feedback = models.TextField(blank=True)
    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="+")
    pass_mark = models.DecimalField(max_digits=5, decimal_places=2)
    criterion_gap = models.PositiveSmallIntegerField()
    total_gap = models.PositiveSmallIntegerField()
    verdict_split = models.BooleanField()
    flagged = models.BooleanField()
    third_score = models.CharField(
        max_length=12, choices=Round.Resolution.choices, help_text="What a third score would have done."
    )
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="unscorable", percent=None)
                | (~models.Q(outcome="unscorable") & models.Q(percent__isnull=False)),
                name="rq_verdict_percent",
            ),
        ]

    def __str__(self) -> str:
        return f"verdict {self.pk}"
