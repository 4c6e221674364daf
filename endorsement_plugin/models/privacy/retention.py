import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from endorsement_plugin.models.associations import Association
from endorsement_plugin.models.people import Person


class Retention(models.Model):
    """Whether what has been kept long enough is removed by a job, and what was confirmed when that began.

    Its row is locked by whoever changes the policy or the holds, and by each batch of the job.
    """

    association = models.OneToOneField(
        Association, on_delete=models.CASCADE, primary_key=True, related_name="retention"
    )
    is_on = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1, help_text="Goes up with every change of the policy.")
    confirmed = models.JSONField(
        default=dict, blank=True, help_text="How many of each kind were to go when it was switched on."
    )
    asks_again = models.CharField(
        max_length=300, blank=True, help_text="Why a run did not begin until the numbers are confirmed anew."
    )
    switched_at = models.DateTimeField(null=True, blank=True)
    switched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["association"]

    def __str__(self) -> str:
        return f"{self.association}, {'on' if self.is_on else 'off'}"


class RetentionTerm(models.Model):
    """How long an association keeps one kind of record, where it has said so itself."""

    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="retention_terms")
    kind = models.CharField(max_length=20, help_text="As `retention.rules.kinds` has it.")
    months = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: for ever.")
    reason = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["association", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["association", "kind"], name="one_retention_term_per_kind"),
            models.CheckConstraint(
                condition=Q(months__isnull=True) | Q(months__gt=0), name="retention_term_has_months"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.months}"


class RetentionHold(models.Model):
    """That everything of a person is kept for now, whatever the policy says: a complaint, a court's order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="retention_holds")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="retention_holds")
    reason = models.CharField(max_length=400)
    set_at = models.DateTimeField(auto_now_add=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-set_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "person"],
                condition=Q(lifted_at=None),
                name="one_retention_hold_per_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, since {self.set_at:%Y-%m-%d}"


class RetentionRun(models.Model):
    """One day's removal: how far it is, and how many of each kind have gone. It holds nothing of them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="retention_runs")
    day = models.DateField(help_text="The day that it was where the association is.")
    part = models.PositiveIntegerField(default=1, help_text="Of the batch that comes next.")
    kind = models.CharField(max_length=20, blank=True, help_text="Of the batch that comes next.")
    after = models.CharField(max_length=40, blank=True, help_text="The key of the last row of this kind.")
    counts = models.JSONField(default=dict, blank=True, help_text="How many have gone, by kind.")
    failed = models.PositiveIntegerField(default=0, help_text="Rows that could not be removed.")
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    stopped = models.BooleanField(default=False, help_text="It was switched off before it was through.")

    class Meta:
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["association", "day"], name="one_retention_run_per_day"),
            models.CheckConstraint(
                condition=Q(stopped=False) | Q(ended_at__isnull=False), name="stopped_retention_run_has_ended"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.association}, {self.day}"


class RetentionEvent(models.Model):
    """That records of this kind have gone of a person, and how many. Only ever added to."""

    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="+")
    run = models.ForeignKey(RetentionRun, on_delete=models.CASCADE, related_name="events")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="retention_events")
    kind = models.CharField(max_length=20)
    rows = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["person", "kind"], name="retention_by_person")]

    def __str__(self) -> str:
        return self.kind
