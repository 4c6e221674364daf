"""What is done with reviews after a decision: a sample is read again, and an alarm is answered."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from guardian.models import UserObjectPermissionBase

from .items import Item
from .pools import Pool
from .rounds import Round, new_seed
from .rubrics import Criterion, Level


class BackReadingSample(models.Model):
    """One draw. From the same answers, seed and criteria anybody draws the same sample
    (`verifier.back_reading`)."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="back_reading_samples")
    seed = models.BigIntegerField(default=new_seed, editable=False)
    near = models.PositiveSmallIntegerField(
        validators=[MaxValueValidator(50)],
        help_text="Percentage points from the pass mark; all within are read.",
    )
    disputed = models.BooleanField(help_text="Every answer with a third review is read.")
    share = models.PositiveSmallIntegerField(
        validators=[MaxValueValidator(100)],
        help_text="Percent of the other answers, by lot, rounded up.",
    )
    answers = models.PositiveIntegerField(help_text="How many it was drawn from.")
    answers_digest = models.CharField(max_length=64, help_text="SHA-256 of their codes.")
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"sample {self.pk}"


class BackReading(models.Model):
    """An answer of a sample, and what the chief reviewer found who read its reviews again."""

    class Because(models.TextChoices):
        NEAR = "near", "Near the pass mark"
        DISPUTED = "disputed", "A third reviewer was asked"
        LOT = "lot", "Drawn by lot"

    sample = models.ForeignKey(BackReadingSample, on_delete=models.PROTECT, related_name="readings")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="back_readings")
    because = models.CharField(max_length=8, choices=Because.choices)
    agrees = models.BooleanField(null=True, help_text="With the result; empty until it is read.")
    note = models.TextField(blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    read_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "item"], name="rq_once_in_a_sample"),
            models.CheckConstraint(
                condition=models.Q(read_at=None, agrees=None, read_by=None)
                | models.Q(read_at__isnull=False, agrees__isnull=False, read_by__isnull=False),
                name="rq_back_reading_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"back-reading {self.pk}"


class BackReadingMark(models.Model):
    """What the back-reader would have given, where he or she says so."""

    back_reading = models.ForeignKey(BackReading, on_delete=models.CASCADE, related_name="marks")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["back_reading", "criterion"], name="rq_one_back_reading_mark")
        ]

    def __str__(self) -> str:
        return f"mark of a back-reading {self.pk}"


class CorrectiveAction(models.Model):
    """What was done about an alarm of a round. `alarm` names it, as `staff.reports.open_alarms` does."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="corrective_actions")
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(
        Item,
        null=True,
        on_delete=models.PROTECT,
        related_name="corrective_actions",
        help_text="If it is about one.",
    )
    alarm = models.CharField(max_length=80)
    what = models.TextField(help_text="What was found and what was done.")
    who = models.CharField(max_length=160, help_text="Who did it, or is to do it.")
    done_on = models.DateField()
    follow_up_on = models.DateField(null=True, help_text="When somebody looks whether it helped.")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    outcome = models.TextField(blank=True, help_text="What the follow-up found.")
    followed_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    followed_up_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(followed_up_at=None, followed_up_by=None, outcome="")
                | (
                    models.Q(followed_up_at__isnull=False, followed_up_by__isnull=False)
                    & ~models.Q(outcome="")
                ),
                name="rq_follow_up_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"corrective action {self.pk}"


class RoundUserPermission(UserObjectPermissionBase):
    """Guardian's row, derived from grants: written and removed in the same transaction as they are."""

    content_object = models.ForeignKey(Round, on_delete=models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        default_permissions = ()


class AuditGrant(models.Model):
    """One pool's answers of a round, for one person, up to and with `until`, or until it was ended."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="audit_grants")
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    until = models.DateField()
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty if its day is over.",
    )

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "pool", "user"],
                condition=models.Q(ended_at=None),
                name="rq_one_running_audit",
            )
        ]

    def __str__(self) -> str:
        return f"audit {self.pk}"
