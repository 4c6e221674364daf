import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from endorsement_plugin.definitions.form import FormDefinition
from endorsement_plugin.rules.states import (
    APPEALABLE,
    EDITABLE_APPLICATION,
    OPEN_APPLICATION,
    ApplicationState,
)

from .answers import AbstractAnswer
from .associations import Association
from .credentials import Credential, RequirementSet
from .forms import FormVersion
from .people import Person


class Application(models.Model):
    """One person's application for one credential, pinned to the form and requirements it started under."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="applications")
    credential = models.ForeignKey(Credential, on_delete=models.PROTECT, related_name="applications")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="applications")
    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="applications")
    requirement_set = models.ForeignKey(RequirementSet, on_delete=models.PROTECT, related_name="applications")
    state = models.CharField(
        max_length=12, choices=ApplicationState.choices(), default=ApplicationState.DRAFT
    )
    revision = models.PositiveIntegerField(
        default=1, help_text="Goes up with every save; a stale save is refused."
    )
    list_in_registry = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    exam_from = models.DateField(null=True, blank=True)
    return_note = models.TextField(
        blank=True, help_text="What the coordinator asked for when it was returned."
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The coordinator who began to enter it from paper; empty if its applicant began it.",
    )
    paper_received_on = models.DateField(null=True, blank=True, help_text="When the paper arrived.")
    entry_note = models.CharField(
        max_length=400,
        blank=True,
        help_text="Why it was entered for somebody who has an account; they read this.",
    )
    taken_over_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when its applicant goes on with it themselves."
    )
    records_removed_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When the policy of retention first removed something of it: it is not taken up again.",
    )
    emptied_at = models.DateTimeField(
        null=True, blank=True, help_text="When what was sent in with it was removed by that policy."
    )

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["association", "state", "-submitted_at"], name="application_worklist")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "credential"],
                condition=Q(state__in=sorted(OPEN_APPLICATION)),
                name="one_open_application_per_credential",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(submitted_at__isnull=False),
                name="application_past_draft_was_submitted",
            ),
            models.CheckConstraint(
                condition=Q(entered_by__isnull=True) | Q(paper_received_on__isnull=False),
                name="application_on_paper_was_received",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.credential_id}/{self.id}"

    @property
    def status(self) -> ApplicationState:
        """The state with its label."""
        return ApplicationState(self.state)

    @property
    def definition(self) -> FormDefinition:
        """The form that it is pinned to."""
        return self.form_version.parsed

    @property
    def is_editable(self) -> bool:
        """Whether the applicant may still change it."""
        return self.status in EDITABLE_APPLICATION

    @property
    def is_on_paper(self) -> bool:
        """Whether coordinators enter it, and its applicant has not gone on with it themselves."""
        return self.entered_by_id is not None and self.taken_over_at is None

    @property
    def is_entered_for_account(self) -> bool:
        """Whether coordinators enter it for somebody who has an account, and keeps their details there."""
        return self.is_on_paper and self.person.user_id is not None

    @property
    def has_lost_records(self) -> bool:
        """Whether the policy of retention has removed something of it, so that it is not taken up again."""
        return self.records_removed_at is not None

    @property
    def has_appealable_exams(self) -> bool:
        """Whether its exams can be scored again."""
        return self.status in APPEALABLE and not self.has_lost_records

    @property
    def is_being_judged(self) -> bool:
        """Whether coordinators may still say what counts of what was submitted: until it is decided."""
        return self.status in OPEN_APPLICATION - EDITABLE_APPLICATION


class StepDraft(models.Model):
    """The answers of one step while they are being written. Kept even when they are not valid yet."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="drafts")
    step = models.CharField(max_length=36, help_text="The step's block.")
    answers = models.JSONField(default=dict, help_text="By the question's block.")
    completed = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(
        default=1, help_text="The application's revision when this step was last saved."
    )
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "step"], name="one_draft_per_step")]

    def __str__(self) -> str:
        return self.step


class Answer(AbstractAnswer):
    """A submitted answer: of the application as it was last submitted, or of a submission before."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, null=True, blank=True, related_name="answers"
    )
    submission = models.ForeignKey(
        "Submission", on_delete=models.CASCADE, null=True, blank=True, related_name="answers"
    )

    class Meta(AbstractAnswer.Meta):
        constraints = [
            models.UniqueConstraint(fields=["application", "block_id"], name="one_answer_per_question"),
            models.CheckConstraint(
                condition=Q(application__isnull=True) ^ Q(submission__isnull=True),
                name="answer_of_last_or_earlier_submission",
            ),
        ]


class ApplicationEvent(models.Model):
    """What happened to an application, when and by whom. Only ever added to."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    role = models.CharField(max_length=20, help_text="applicant, referee, coordinator, or system.")
    action = models.CharField(max_length=40)
    detail = models.CharField(max_length=400, blank=True)
    from_paper = models.BooleanField(
        default=False, help_text="A coordinator entered for the applicant what stands on paper."
    )

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["application", "action"], name="application_event_action"),
            models.Index(fields=["action", "at"], name="application_event_news"),
        ]

    def __str__(self) -> str:
        return self.action
