"""A seal speaks for a stretch of events: from the one after the seal before it, to its own last one."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now


class Seal(models.Model):
    """Numbered without a gap from 1. It names events without referring to them: a seal must outlive what it
    seals. Made by `actions.seal_events`, checked by `manage.py check_seals`."""

    number = models.PositiveBigIntegerField(primary_key=True)
    first_event = models.BigIntegerField()
    last_event = models.BigIntegerField()
    count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(db_default=Now())
    salt = models.CharField(
        max_length=64,
        default="",
        help_text="Lets a pack leave events out. Without one it is a seal from before, over whole events.",
    )

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["last_event"], name="rq_sealed_once"),
            models.CheckConstraint(
                condition=Q(count__gte=1, last_event__gte=F("first_event")), name="rq_seal_of_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"
