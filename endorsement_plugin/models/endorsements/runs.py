import uuid

from django.conf import settings
from django.db import models

from .record import Endorsement


class RenewalRun(models.Model):
    """One thing that a coordinator has done for many renewals at once, row by row in the background."""

    class Kind(models.TextChoices):
        REMIND = "remind", "Reminders"
        RENEW = "renew", "Renewals"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    note = models.TextField(blank=True, help_text="What the letter adds, or why it is renewed.")
    started_at = models.DateTimeField(auto_now_add=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.started_at:%Y-%m-%d}"


class RenewalRunRow(models.Model):
    """One endorsement of a run, and what came of it."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        DONE = "done", "Done"
        UNPAID = "unpaid", "Waits for its fees"
        LEFT = "left", "Left as it was"

    run = models.ForeignKey(RenewalRun, on_delete=models.CASCADE, related_name="rows")
    endorsement = models.ForeignKey(Endorsement, on_delete=models.CASCADE, related_name="+")
    due = models.DateField(help_text="The day it was due when somebody chose it.")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    why = models.CharField(max_length=400, blank=True, help_text="Why it was left as it was.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "endorsement"], name="once_in_a_run"),
        ]
        indexes = [models.Index(fields=["run", "state"], name="run_by_state")]

    def __str__(self) -> str:
        return f"{self.endorsement_id}, {self.state}"
