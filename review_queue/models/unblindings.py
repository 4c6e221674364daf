"""What chief reviewers do beside the rule: learn, for some hours and for a reason, whose answer an item is,
and step in where one does not go by itself."""

import datetime

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from .assignments import Assignment
from .items import Item


class OpenNow(models.QuerySet["Unblinding"]):
    def running(self) -> "OpenNow":
        """Those that are neither ended nor over, by the database's clock."""
        return self.filter(closed_at=None, until__gt=Now())


class Unblinding(models.Model):
    """The row holds no identity: it lets one person see the sender's reference, until it ends."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="unblindings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    opened_at = models.DateTimeField(db_default=Now())
    until = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = OpenNow.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("opened_at")), name="rq_unblinding_ends"),
        ]

    def __str__(self) -> str:
        return f"unblinding {self.pk}"

    @property
    def ended_at(self) -> datetime.datetime:
        """When it ended, or will."""
        return self.closed_at or self.until


class Intervention(models.Model):
    """Written once, with its event, and never changed. The reason is the chief reviewer's own words."""

    class Kind(models.TextChoices):
        ASKED = "asked", "Asked somebody by name"
        TAKEN_BACK = "taken_back", "Took work back"
        MORE_TIME = "more_time", "Gave more time"
        WAIT = "wait", "Let it wait longer"
        OUTSIDE = "outside", "Returned it to be scored elsewhere"

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="interventions")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(validators=[MinLengthValidator(1)])
    assignment = models.ForeignKey(
        Assignment, null=True, on_delete=models.PROTECT, related_name="interventions", help_text="Whose work."
    )
    beyond_capacity = models.BooleanField(
        default=False, help_text="More than was agreed with whoever was asked."
    )
    until = models.DateField(null=True, help_text="When the work is due now, or how long it may wait.")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["asked", "taken_back", "more_time"], assignment__isnull=False)
                | Q(kind__in=["wait", "outside"], assignment__isnull=True),
                name="rq_intervention_about",
            ),
        ]

    def __str__(self) -> str:
        return f"intervention {self.pk}"
