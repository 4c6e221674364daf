"""The rows that background work is made of. They hold opaque ids, never anything about a person."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

_NAMESPACE = uuid.UUID("6f1f0f3e-6b1c-5d0e-9d55-0a6d3f1b7c11")


def work_id(kind: str, key: str) -> uuid.UUID:
    """The one id of this work, so that asking twice needs no look-up."""
    return uuid.uuid5(_NAMESPACE, f"{kind}\n{key}")


class Work(models.Model):
    """One unit of background work: `kind` says what to do, `key` (an opaque id) to what.

    All times are the database's own, because the clocks of two workers may differ.
    """

    class State(models.TextChoices):
        PENDING = "pending", "Waiting"
        RUNNING = "running", "Being done"
        DONE = "done", "Done"
        DEAD = "dead", "Given up"

    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=100)
    key = models.CharField(max_length=100)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PENDING)
    attempt = models.PositiveIntegerField(
        default=0, help_text="The fencing number: rises with every claim, never falls."
    )
    spent = models.PositiveIntegerField(default=0, help_text="Attempts counted towards giving up.")
    due_at = models.DateTimeField(db_default=Now())
    lease_until = models.DateTimeField(null=True, blank=True)
    woken_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(
        max_length=200, blank=True, help_text="Kind and place of the last error, without its words."
    )
    created_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "background work"
        verbose_name_plural = "background work"
        permissions = [("operate", "Can watch background work and ask for it again")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="rq_work_once"),
            models.CheckConstraint(
                condition=Q(state="running", lease_until__isnull=False)
                | (~Q(state="running") & Q(lease_until__isnull=True)),
                name="rq_work_leased_while_running",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_at"], name="rq_work_owed"),
            models.Index(fields=["state", "lease_until"], name="rq_work_leased"),
            models.Index(fields=["state", "done_at"], name="rq_work_done"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Beat(models.Model):
    """When the clock last did something: one row for its own pass, one for each duty."""

    name = models.CharField(max_length=100, primary_key=True)
    at = models.DateTimeField(db_default=Now())
    ok = models.BooleanField(default=True)
    found = models.PositiveIntegerField(
        null=True, help_text="How many things the duty found or did, if it says so."
    )

    class Meta:
        verbose_name = "clock beat"

    def __str__(self) -> str:
        return self.name


class FailingRow(models.Model):
    """A row that a duty of the clock could not do in its last run, for the operator to look at."""

    duty = models.CharField(max_length=100)
    row = models.CharField(
        max_length=200, blank=True, help_text="Its kind and key; empty if the duty failed as a whole."
    )
    since = models.DateTimeField(db_default=Now())
    last_at = models.DateTimeField(db_default=Now())
    times = models.PositiveIntegerField(default=1)
    words = models.CharField(max_length=200, help_text="What kind of error the last one was, in plain words.")
    trouble = models.CharField(max_length=200, help_text="Its type and place, without its own words.")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["duty", "row"], name="rq_failing_row_once")]

    def __str__(self) -> str:
        return f"{self.duty} {self.row}".strip()
