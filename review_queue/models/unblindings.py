"""A chief reviewer who may learn, for some hours and for a reason, whose answer an item is."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

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
