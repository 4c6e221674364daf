import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q

from endorsement_plugin.requirements.degrees import CHOICES as DEGREE_CHOICES
from endorsement_plugin.requirements.details import EvidenceKind
from endorsement_plugin.requirements.evidence_kinds import EVIDENCE_KINDS
from endorsement_plugin.rules.file_reasons import in_words
from endorsement_plugin.rules.states import TranscriptState

from .applications import Application
from .people import Person

KIND_CHOICES = [(kind.value, kind.label) for kind in EVIDENCE_KINDS.values()]


class AbstractEvidence(models.Model):
    """What someone has done: a degree, a job, a training, a period of reflective supervision.

    One table for all of `EVIDENCE_KINDS`, because they are counted together; what a kind does not use stays
    empty.
    """

    class Setting(models.TextChoices):
        NONE = "", "Not said"
        INDIVIDUAL = "individual", "Individual"
        GROUP = "group", "Group"
        PEER = "peer", "Among peers"

    class Basis(models.TextChoices):
        NONE = "", "Not said"
        PAID = "paid", "Paid work"
        VOLUNTEER = "volunteer", "Volunteer work"
        INTERNSHIP = "internship", "Internship"

    kind = models.CharField(max_length=12, choices=KIND_CHOICES)
    title = models.CharField(max_length=200, help_text="Course, position, program of study, or focus.")
    organization = models.CharField(max_length=200, blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    hours = models.DecimalField(
        max_digits=7, decimal_places=2, null=True, blank=True, help_text="Clock hours."
    )
    degree = models.CharField(max_length=12, choices=[("", "No degree"), *DEGREE_CHOICES], blank=True)
    areas = models.JSONField(default=list, blank=True, help_text="Values of competency areas or topics.")
    hours_per_week = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True, help_text="Empty for full time."
    )
    basis = models.CharField(max_length=12, choices=Basis.choices, blank=True)
    field = models.CharField(max_length=60, blank=True, help_text="From the association's list.")
    ages = models.JSONField(default=list, blank=True, help_text="Ages served, of `AGES`.")
    families = models.PositiveIntegerField(null=True, blank=True, help_text="How many families were served.")
    giver = models.CharField(max_length=200, blank=True, help_text="Who supervised, or gave the training.")
    giver_email = models.EmailField(blank=True)
    giver_category = models.CharField(
        max_length=20, blank=True, help_text="The giver's endorsement at the time."
    )
    setting = models.CharField(max_length=12, choices=Setting.choices, blank=True)
    hours_on_giving = models.DecimalField(
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Of the hours, those about supervision that the applicant gives.",
    )
    number = models.CharField(
        max_length=60, blank=True, help_text="What a license or membership is registered under."
    )

    class Meta:
        abstract = True
        ordering = ["kind", "started_on", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__isnull=True) | Q(hours__gt=0), name="%(class)s_hours_above_zero"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(started_on__isnull=True)
                | Q(ended_on__gte=F("started_on")),
                name="%(class)s_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.heading

    @property
    def evidence_kind(self) -> EvidenceKind:
        """Its kind, with what it asks for and what it is called."""
        return EVIDENCE_KINDS[self.kind]

    @property
    def details(self) -> dict[str, Any]:
        """What it says, by what its kind asks for."""
        return {name: getattr(self, name) for name in self.evidence_kind.details}

    @property
    def heading(self) -> str:
        """What lists call it: for a degree "Master's degree, social work"; what is empty is left out."""
        return ", ".join(filter(None, (self._shown(name) for name in self.evidence_kind.heading)))

    def _shown(self, name: str) -> str:
        value, display = getattr(self, name), getattr(self, f"get_{name}_display", None)
        return str(display() if display and value else value)


class EvidenceEntry(AbstractEvidence):
    """An entry in a person's portfolio: entered once, used by every application they make."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="evidence")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    revision = models.PositiveIntegerField(default=1, help_text="Goes up with every change.")
    made_of = models.CharField(
        max_length=64, blank=True, help_text="Digest of what was first sent under this id."
    )
    entered_for = models.ForeignKey(
        Application,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="entries_from_paper",
        help_text="The application on paper that a coordinator entered it from.",
    )

    class Meta(AbstractEvidence.Meta):
        indexes = [models.Index(fields=["person", "kind"], name="evidence_of_person")]


class SubmittedEntry(AbstractEvidence):
    """An entry as it stood when an application was last submitted, or in a submission before."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence"
    )
    submission = models.ForeignKey(
        "Submission", on_delete=models.CASCADE, null=True, blank=True, related_name="evidence"
    )
    origin = models.UUIDField(
        help_text="The portfolio entry it was taken from, which may have changed since."
    )

    class Meta(AbstractEvidence.Meta):
        constraints = [
            *AbstractEvidence.Meta.constraints,
            models.CheckConstraint(
                condition=Q(application__isnull=True) ^ Q(submission__isnull=True),
                name="entry_of_last_or_earlier_submission",
            ),
        ]


class InspectedFile(models.Model):
    """A PDF as it was uploaded, byte for byte, and what inspecting it found. `file` is each model's own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    original_name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    state = models.CharField(
        max_length=12, choices=TranscriptState.choices(), default=TranscriptState.UPLOADED
    )
    reason = models.CharField(max_length=30, blank=True, help_text="Why it was held or refused.")
    pages = models.PositiveIntegerField(null=True, blank=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    inspected_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["uploaded_at"]

    def __str__(self) -> str:
        return self.original_name

    @property
    def status(self) -> TranscriptState:
        """The state with its label."""
        return TranscriptState(self.state)

    @property
    def in_words(self) -> str:
        """Why it was held or refused, as whoever sent it reads it; empty for a file that was taken."""
        return in_words(self.reason)
