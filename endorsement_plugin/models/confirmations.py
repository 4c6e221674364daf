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
