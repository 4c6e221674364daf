from django.conf import settings
from django.db import models
from django.db.models import Q

from .applications import Application
from .references import Reference


class Confirmation(models.Model):
    """What a coordinator has made sure of about somebody in an application: a supervisor, or a referee.

    `category` is the code of the credential they held, or `vetted`: accepted by the association.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="confirmations")
    entry = models.UUIDField(null=True, blank=True, help_text="The portfolio entry whose giver it is about.")
    reference = models.ForeignKey(
        Reference, on_delete=models.CASCADE, null=True, blank=True, related_name="confirmations"
    )
    category = models.CharField(max_length=20)
    note = models.TextField(help_text="How it was made sure of.")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["confirmed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(entry__isnull=True) ^ Q(reference__isnull=True), name="confirmation_of_one_person"
            ),
            models.UniqueConstraint(fields=["application", "entry"], name="one_confirmation_per_entry"),
            models.UniqueConstraint(fields=["reference"], name="one_confirmation_per_referee"),
        ]

    def __str__(self) -> str:
        return self.category


class EntryJudgment(models.Model):
    """What a reviewer said of one entry, or of one competency area of it, for the association alone.

    It is about the entry as it was read: one that was changed since, and submitted again, is looked at anew.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="entry_judgments")
    origin = models.UUIDField(help_text="The portfolio entry.")
    digest = models.CharField(max_length=64, help_text="Of the details that were read.")
    area = models.CharField(max_length=60, blank=True, help_text="Empty for the entry as a whole.")
    accepted = models.BooleanField()
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["origin", "area"]
        constraints = [
            models.UniqueConstraint(fields=["application", "origin", "area"], name="entry_judged_once"),
            models.CheckConstraint(
                condition=models.Q(accepted=True) | ~models.Q(note="") | ~models.Q(area=""),
                name="struck_entry_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.origin}: {self.area or 'as a whole'}"
