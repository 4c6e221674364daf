"""A check of the seals that somebody asked for on a page: how far it is, and what it found."""

from django.conf import settings
from django.db import models

from .items import Item


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
