import secrets
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from endorsement_plugin.models.applications import Application
from endorsement_plugin.models.associations import Association
from endorsement_plugin.models.credentials import Credential
from endorsement_plugin.models.people import Person
from endorsement_plugin.rules.states import EndorsementState
from review_queue.typed.search import FoldedField

if TYPE_CHECKING:
    from .registry import RegistryFacet

CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_verification_code() -> str:
    """125 bits as 25 letters and digits that are not mixed up when read (Crockford's base 32)."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(25))


class Endorsement(models.Model):
    """A granted credential, and its line in the public registry if its holder wants one."""

    class InactiveReason(models.TextChoices):
        NONE = "", "Active"
        SANCTION = "sanction", "Sanction by a licensing board"
        REQUESTED = "requested", "At the holder's request"
        LAPSED = "lapsed", "Not renewed"

    add_ons: Sequence["Endorsement"] = ()
    """What is added to it and shown beside it. Whoever lists endorsements for readers sets it."""
    facets: Sequence["RegistryFacet"] = ()
    """What its holder lets be said beside it, set in the same way."""

    class Origin(models.TextChoices):
        APPLICATION = "application", "A decision on an application"
        HOLDING = "holding", "Other endorsements that its holder has"
        IMPORT = "import", "Imported from the association's former records"

    number = models.CharField(
        max_length=64,
        help_text="The association's code, the year and a running number; or the one it was moved in with.",
    )
    verification_code = models.CharField(
        max_length=25,
        unique=True,
        default=new_verification_code,
        editable=False,
        help_text="On its certificate; nobody guesses it.",
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
    number_search = FoldedField(max_length=80, of=["number"], help_text="Found by this, as it is typed.")
    words_of = models.CharField(
        max_length=300,
        blank=True,
        editable=False,
        help_text="What its rows of `NameEnd` were made of. Unlike `search`: they are out of date.",
    )
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
    state_since = models.DateField(
        null=True,
        blank=True,
        help_text="Since when it is in this state. Empty: since it was granted.",
    )
    inactive_until = models.DateField(
        null=True, blank=True, help_text="The last day of a leave, or of a sanction that has an end."
    )
    clock_held_until = models.DateField(
        null=True, blank=True, help_text="Until this day the clock neither warns, nor lapses, nor removes it."
    )
    designation = models.CharField(max_length=40, blank=True, help_text="“Clinical”, of its credential's.")

    class Meta:
        ordering = ["search", "number"]
        indexes = [
            models.Index(
                fields=["association", "search", "number"],
                condition=Q(listed=True),
                name="registry_by_name",
            ),
            models.Index(fields=["search", "number"], condition=Q(listed=True), name="network_by_name"),
            models.Index(
                fields=["credential", "search", "number"],
                condition=Q(listed=True),
                name="registry_by_credential",
            ),
            models.Index(
                fields=["association", "state", "search", "number"],
                condition=Q(listed=True),
                name="registry_by_state_and_name",
            ),
            models.Index(fields=["association", "number_search"], name="endorsement_by_number"),
            models.Index(fields=["association", "state", "renewal_due"], name="endorsement_by_due"),
            models.Index(fields=["association"], condition=~Q(words_of=F("search")), name="name_to_index"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["association", "number"], name="endorsement_number_once"),
            models.CheckConstraint(
                condition=(Q(state="inactive") & ~Q(inactive_reason=""))
                | (~Q(state="inactive") & Q(inactive_reason="")),
                name="inactive_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(origin="application", application__isnull=False)
                | (Q(application__isnull=True) & (~Q(origin="application") | Q(state="removed"))),
                name="endorsement_says_where_it_comes_from",
            ),
            models.CheckConstraint(
                condition=~Q(state="provisional") | Q(provisional_until__isnull=False),
                name="provisional_endorsement_has_an_end",
            ),
            models.UniqueConstraint(
                fields=["person", "credential"],
                condition=~Q(state__in=["retired", "removed"]),
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
    effective_on = models.DateField(
        null=True,
        blank=True,
        help_text="From when a move counts, where not from the day of the event.",
    )
    source = models.CharField(max_length=300, blank=True, help_text="Where it was learned from.")
    before = models.JSONField(
        default=dict,
        blank=True,
        help_text="The fields that a move changed, as they stood.",
    )
    after = models.JSONField(default=dict, blank=True, help_text="The same fields as the move left them.")
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by"
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.action


class FormerName(models.Model):
    """A name under which an endorsement stood before it was corrected."""

    endorsement = models.ForeignKey(Endorsement, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(max_length=200)
    family_name = models.CharField(max_length=100, blank=True)
    search = FoldedField(max_length=300, of=["family_name", "name"], help_text="Found by this.")
    until = models.DateField(help_text="The day on which it was corrected.")

    class Meta:
        ordering = ["endorsement", "until"]

    def __str__(self) -> str:
        return self.name
