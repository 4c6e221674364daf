import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from endorsement_plugin.models.associations import Association
from endorsement_plugin.models.evidence import AbstractEvidence, EvidenceEntry
from endorsement_plugin.rules.states import RenewalState

from .policies import RenewalPolicy
from .record import Endorsement


class Renewal(models.Model):
    """One period of an endorsement, and how it was renewed at its end."""

    class Origin(models.TextChoices):
        HOLDER = "holder", "Its holder"
        COORDINATOR = "coordinator", "A coordinator"
        IMPORT = "import", "Imported"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    endorsement = models.ForeignKey(Endorsement, on_delete=models.PROTECT, related_name="renewals")
    policy = models.ForeignKey(
        RenewalPolicy, on_delete=models.PROTECT, null=True, blank=True, related_name="renewals"
    )
    starts_on = models.DateField()
    due = models.DateField(help_text="The last day of the period.")
    state = models.CharField(max_length=12, choices=RenewalState.choices(), default=RenewalState.OPEN)
    origin = models.CharField(max_length=12, choices=Origin.choices, default=Origin.HOLDER)
    revision = models.PositiveIntegerField(default=1, help_text="Goes up with every change.")
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_on = models.DateField(null=True, blank=True, help_text="The day where the association is.")
    renewed_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    receipt = models.CharField(max_length=64, blank=True)
    audited = models.BooleanField(default=False, help_text="Drawn for the audit.")
    note = models.TextField(blank=True)
    denied = models.JSONField(
        default=list, blank=True, help_text="The questions on which hours depend that were answered with no."
    )
    signatures = models.JSONField(
        default=list, blank=True, help_text="Title, statement, digest, typed name and moment of each."
    )
    findings = models.JSONField(default=list, blank=True, help_text="What it was assessed to when submitted.")

    class Meta:
        ordering = ["endorsement", "-due"]
        constraints = [
            models.UniqueConstraint(fields=["endorsement", "due"], name="one_renewal_per_period"),
            models.CheckConstraint(condition=Q(due__gte=F("starts_on")), name="renewal_period_has_days"),
        ]

    def __str__(self) -> str:
        return f"{self.endorsement}, {self.due}"

    @property
    def status(self) -> RenewalState:
        """The state with its label."""
        return RenewalState(self.state)


class RenewedEntry(AbstractEvidence):
    """An entry of the portfolio as it stood when a renewal was submitted with it."""

    renewal = models.ForeignKey(Renewal, on_delete=models.CASCADE, related_name="evidence")
    origin = models.UUIDField(help_text="The portfolio entry that it was taken from.")

    class Meta(AbstractEvidence.Meta):
        pass


class RenewalEvent(models.Model):
    """What happened to a renewal, when and by whom. Only ever added to."""

    renewal = models.ForeignKey(Renewal, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    role = models.CharField(max_length=20, help_text="coordinator, holder or system.")
    action = models.CharField(max_length=40)
    detail = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.action


class CountedFor(models.Model):
    """Which endorsement an activity is counted for, where its policy lets it count for one only."""

    entry = models.ForeignKey(EvidenceEntry, on_delete=models.CASCADE, related_name="counted_for")
    endorsement = models.ForeignKey(Endorsement, on_delete=models.CASCADE, related_name="activities")
    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = "activities counted for an endorsement"
        constraints = [
            models.UniqueConstraint(fields=["entry", "association"], name="counted_once_per_association")
        ]

    def __str__(self) -> str:
        return f"{self.entry}, {self.endorsement}"
