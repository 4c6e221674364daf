import uuid

from django.conf import settings
from django.db import models

from .record import Endorsement


class EndorsementRequest(models.Model):
    """What somebody asks their association to do with what they hold, and what became of it."""

    class Kind(models.TextChoices):
        LEAVE = "leave", "A leave"
        BACK = "back", "To be active again"
        NAME = "name", "Another name"

    class Outcome(models.TextChoices):
        OPEN = "", "Waits for an answer"
        GRANTED = "granted", "Granted"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Taken back"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    endorsement = models.ForeignKey(Endorsement, on_delete=models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.TextField(blank=True, help_text="What its holder wrote.")
    until = models.DateField(null=True, blank=True, help_text="The last day of the leave that is asked for.")
    name = models.CharField(max_length=200, blank=True, help_text="The name that is asked for.")
    family_name = models.CharField(max_length=100, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    answer = models.TextField(blank=True, help_text="What the coordinator wrote.")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["endorsement", "kind"],
                condition=models.Q(outcome=""),
                name="one_open_request_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.endorsement}"
