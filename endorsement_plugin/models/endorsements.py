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

    number = models.CharField(
        max_length=64, unique=True, help_text="The association's code, the year and a running number."
    )
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="endorsements")
    credential = models.ForeignKey(Credential, on_delete=models.PROTECT, related_name="endorsements")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="endorsements")
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="endorsement")
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
    listed = models.BooleanField(default=False)

    class Meta:
        ordering = ["search", "number"]
        indexes = [models.Index(fields=["association", "listed", "search"], name="registry_by_name")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state="inactive") & ~Q(inactive_reason=""))
                | (~Q(state="inactive") & Q(inactive_reason="")),
                name="inactive_has_a_reason",
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def status(self) -> EndorsementState:
        """The state with its label."""
        return EndorsementState(self.state)
