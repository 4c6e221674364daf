"""A seal speaks for a stretch of events: from the one after the seal before it, to its own last one."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from .items import Item


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


class SealCheck(models.Model):
    """`answers` is how many there are to compare, `done` how many are compared. Kept when it has ended."""

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    answers = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    running = models.BooleanField(
        null=True, default=True, unique=True, help_text="True of one at most; nothing once it has ended."
    )
    newest = models.CharField(max_length=80, blank=True, help_text="The newest seal when it began.")

    class Meta:
        default_permissions = ()
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"check {self.pk}"


class SealFinding(models.Model):
    """A sentence of a check. With `item`, nobody reads it who must know nothing of that answer."""

    check_made = models.ForeignKey(SealCheck, on_delete=models.CASCADE, related_name="findings")
    item = models.ForeignKey(Item, null=True, on_delete=models.CASCADE, related_name="+")
    sentence = models.TextField()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.sentence
