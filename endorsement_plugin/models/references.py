import uuid

from django.db import models
from django.db.models import Q

from endorsement_plugin.definitions.form import FormDefinition
from endorsement_plugin.rules.states import ReferenceState

from .answers import AbstractAnswer
from .applications import Application
from .attestations import Scan
from .forms import FormVersion


class Reference(models.Model):
    """A request to one referee, and what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="references")
    slot = models.PositiveSmallIntegerField(help_text="1, 2 or 3.")
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True, help_text="Empty for one who wrote on paper and left none.")
    role = models.CharField(max_length=100, blank=True, help_text="How the referee knows the applicant.")
    waived = models.BooleanField(default=False, help_text="The applicant gave up seeing what is written.")
    state = models.CharField(max_length=12, choices=ReferenceState.choices(), default=ReferenceState.DRAFT)
    form_version = models.ForeignKey(
        FormVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="references"
    )
    nonce = models.CharField(
        max_length=43, blank=True, help_text="Renewed with each link, which ends the link before."
    )
    token_digest = models.CharField(max_length=64, unique=True, null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    chased_at = models.DateTimeField(
        null=True, blank=True, help_text="When this link was followed by a reminder."
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    received_on = models.DateField(
        null=True, blank=True, help_text="When it came on paper; empty if the referee wrote it here."
    )
    scan = models.ForeignKey(
        Scan, on_delete=models.SET_NULL, null=True, blank=True, related_name="references"
    )
    decline_reason = models.TextField(blank=True)
    draft = models.JSONField(default=dict, help_text="By the question's block, while it is being written.")
    revision = models.PositiveIntegerField(default=1, help_text="Goes up with every save of the draft.")

    class Meta:
        ordering = ["slot", "sent_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "slot"], condition=~Q(state="replaced"), name="one_referee_per_slot"
            )
        ]
        indexes = [models.Index(fields=["state", "expires_at"], name="reference_by_end")]

    def __str__(self) -> str:
        return f"Reference {self.slot}"

    @property
    def status(self) -> ReferenceState:
        """The state with its label."""
        return ReferenceState(self.state)

    @property
    def is_written_here(self) -> bool:
        """Whether its referee has answered here, and not on paper."""
        return self.status is ReferenceState.RECEIVED and self.received_on is None

    @property
    def definition(self) -> FormDefinition:
        """The form that this referee was sent; an empty one before that."""
        return self.form_version.parsed if self.form_version else FormDefinition()


class ReferenceAnswer(AbstractAnswer):
    """A submitted rating or comment."""

    reference = models.ForeignKey(Reference, on_delete=models.CASCADE, related_name="answers")

    class Meta(AbstractAnswer.Meta):
        constraints = [
            models.UniqueConstraint(fields=["reference", "block_id"], name="one_rating_per_question")
        ]
