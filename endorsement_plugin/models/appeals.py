import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from .sittings import Sitting


class Appeal(models.Model):
    """An exam that is scored a second time. Both outcomes stay here, whichever of them counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="appeals")
    review_ref = models.UUIDField(
        default=uuid.uuid4, unique=True, editable=False, help_text="All that the review queue knows of it."
    )
    reason = models.TextField()
    first_outcome = models.CharField(max_length=6)
    first_feedback = models.TextField(blank=True)
    outcome = models.CharField(max_length=6, blank=True, help_text="Of the second scoring; empty before.")
    feedback = models.TextField(blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    scored_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    stuck_since = models.DateField(
        null=True, blank=True, help_text="Since when nobody is found who may score it."
    )
    stopped_at = models.DateTimeField(null=True, blank=True, help_text="The application was withdrawn.")

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["sitting"],
                condition=Q(settled_at=None, stopped_at=None),
                name="one_open_appeal_per_sitting",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None) | ~Q(outcome=""), name="appeal_settled_with_an_outcome"
            ),
        ]

    def __str__(self) -> str:
        return f"Appeal {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether its outcome is still waited for, or waits to be confirmed."""
        return self.settled_at is None and self.stopped_at is None

    @property
    def waits_for_confirmation(self) -> bool:
        """Whether the second outcome is there and does not count yet."""
        return self.is_open and bool(self.outcome)

    @property
    def part(self) -> str:
        """The part of the exam that is scored again; empty for an exam without parts."""
        return str(self.sitting.written_part or "")

    @property
    def would_pass(self) -> bool:
        """Whether the exam as a whole is passed by the second outcome."""
        others = (part.outcome == "passed" for part in self.sitting.parts.all() if not part.on_paper)
        return self.outcome == "passed" and all(others)

    @property
    def changes(self) -> bool:
        """Whether the second outcome is another than the first."""
        return bool(self.outcome) and self.outcome != self.first_outcome
