from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from endorsement_plugin.rules.states import EndorsementState
from review_queue.typed.search import FoldedField

from .applications import Application
from .associations import Association
from .credentials import Credential
from .people import Person


class Endorsement(models.Model):
    """A granted credential, and its line in the public registry if its holder wants one."""

    class InactiveReason(models.TextChoices):
        NONE = "", "Active"
        SANCTION = "sanction", "Sanction by a licensing board"
        REQUESTED = "requested", "At the holder's request"
        LAPSED = "lapsed", "Not renewed"

    add_ons: Sequence["Endorsement"] = ()
    """What is added to it and shown beside it. Whoever lists endorsements for readers sets it."""

    class Origin(models.TextChoices):
        APPLICATION = "application", "A decision on an application"
        HOLDING = "holding", "Other endorsements that its holder has"

    number = models.CharField(
        max_length=64, unique=True, help_text="The association's code, the year and a running number."
    )
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="endorsements")
    credential = models.ForeignKey(Credential, on_delete=models.PROTECT, related_name="endorsements")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="endorsements")
    origin = models.CharField(
        max_length=12,
        choices=Origin.choices,
        default=Origin.APPLICATION,
        help_text="What it was granted for.",
    )
    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, related_name="endorsement", null=True, blank=True
    )
    granted_for = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="gave",
        help_text="The endorsements that it was granted for, where there was no application.",
    )
    name = models.CharField(max_length=200, help_text="As it stands in the registry.")
    family_name = models.CharField(
        max_length=100, blank=True, help_text="The part of the name that the registry is sorted by."
    )
    search = FoldedField(max_length=300, of=["family_name", "name"], help_text="Found and sorted by this.")
    state = models.CharField(
        max_length=12, choices=EndorsementState.choices(), default=EndorsementState.ACTIVE
    )
    inactive_reason = models.CharField(max_length=10, choices=InactiveReason.choices, blank=True)
    granted_on = models.DateField()
    renewal_due = models.DateField()
    provisional_until = models.DateField(
        null=True, blank=True, help_text="The last day by which the rest is to be shown."
    )
    provisional_label = models.CharField(
        max_length=40, blank=True, help_text="What the association calls it as long as it is provisional."
    )
    listed = models.BooleanField(default=False)

    class Meta:
        ordering = ["search", "number"]
        indexes = [models.Index(fields=["association", "listed", "search"], name="registry_by_name")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state="inactive") & ~Q(inactive_reason=""))
                | (~Q(state="inactive") & Q(inactive_reason="")),
                name="inactive_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(origin="application", application__isnull=False)
                | (~Q(origin="application") & Q(application__isnull=True)),
                name="endorsement_says_where_it_comes_from",
            ),
            models.CheckConstraint(
                condition=~Q(state="provisional") | Q(provisional_until__isnull=False),
                name="provisional_endorsement_has_an_end",
            ),
            models.UniqueConstraint(
                fields=["person", "credential"],
                condition=~Q(state="retired"),
                name="one_endorsement_per_credential",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def standing(self) -> str:
        """The state in words, in the association's own as long as it is provisional."""
        provisional = self.status is EndorsementState.PROVISIONAL
        return (provisional and self.provisional_label) or self.status.label

    @property
    def status(self) -> EndorsementState:
        """The state with its label."""
        return EndorsementState(self.state)

    def has_ended(self, day: date) -> bool:
        """Whether it is provisional still and its last day has passed on this day: it counts no longer."""
        until = self.provisional_until
        return self.status is EndorsementState.PROVISIONAL and until is not None and until < day


class EndorsementEvent(models.Model):
    """What happened to an endorsement, when and by whom. Only ever added to."""

    endorsement = models.ForeignKey(Endorsement, on_delete=models.PROTECT, related_name="events")
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
