from django.conf import settings
from django.db import models

from .applications import Application


class Decision(models.Model):
    """What a coordinator decided, and the letter that said so."""

    class Outcome(models.TextChoices):
        ENDORSED = "endorsed", "Endorse"
        PROVISIONAL = "provisional", "Grant provisionally"
        DEFERRED = "deferred", "Defer"
        DECLINED = "declined", "Decline"

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    proposed = models.CharField(
        max_length=12, choices=Outcome.choices, help_text="What the findings proposed."
    )
    note = models.TextField(blank=True, help_text="For the file, not for the applicant.")
    letter_subject = models.CharField(max_length=200)
    letter = models.TextField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-decided_at"]

    def __str__(self) -> str:
        return self.get_outcome_display()


class Finding(models.Model):
    """One requirement as it stood on the decision sheet."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="findings")
    clause = models.CharField(max_length=36)
    sentence = models.CharField(max_length=400)
    value = models.CharField(max_length=40, blank=True)
    minimum = models.CharField(max_length=40, blank=True)
    met = models.BooleanField()
    only_doubt = models.BooleanField(
        default=False, help_text="Nothing but a judgment stands in the way; it may be in confidence."
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.sentence
