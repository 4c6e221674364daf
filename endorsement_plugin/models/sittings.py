import uuid

from django.db import models

from endorsement_plugin.rules.states import SittingState

from .answers import AbstractAnswer
from .applications import Application
from .forms import FormVersion


class Sitting(models.Model):
    """One candidate at one exam paper."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="sittings")
    paper = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="sittings")
    number = models.PositiveSmallIntegerField(default=1, help_text="1 for the first sitting, 2 for a retake.")
    replaces = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="retakes",
        help_text="The sitting that this one counts instead of, on whichever paper.",
    )
    state = models.CharField(max_length=12, choices=SittingState.choices(), default=SittingState.SCHEDULED)
    opens_on = models.DateField()
    opened_at = models.DateTimeField(null=True, blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    draft = models.JSONField(default=dict, help_text="By the question's block, until it is handed in.")
    revision = models.PositiveIntegerField(default=1)
    review_ref = models.UUIDField(
        null=True, blank=True, unique=True, help_text="All that the review queue knows of it."
    )
    feedback = models.TextField(blank=True)
    returned_because = models.CharField(
        max_length=200, blank=True, help_text="Why the reviewers sent it back unscored, if they did."
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["application", "number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "paper", "number"], name="sitting_number_once")
        ]
        indexes = [models.Index(fields=["state"], name="sitting_by_state")]

    def __str__(self) -> str:
        return f"Sitting {self.number}"

    @property
    def status(self) -> SittingState:
        """The state with its label."""
        return SittingState(self.state)


class Response(AbstractAnswer):
    """An exam answer as it was handed in."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="responses")

    class Meta(AbstractAnswer.Meta):
        constraints = [
            models.UniqueConstraint(fields=["sitting", "block_id"], name="one_response_per_question")
        ]
