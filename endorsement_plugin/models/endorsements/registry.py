import uuid

from django.db import models

from endorsement_plugin.models.associations import Association
from endorsement_plugin.models.people import Person
from review_queue.typed.search import BytewiseField, FoldedField

from .record import Endorsement

LONGEST_END = 40
"""Characters of a name's end that are kept to find it by."""


class RegistryEntry(models.Model):
    """What somebody lets an association's public registry say beside name and credential, field by field."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="registry_entries")
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="registry_entries")
    county = models.CharField(max_length=80, blank=True)
    discipline = models.CharField(max_length=80, blank=True)
    languages = models.JSONField(default=list, blank=True, help_text="Their names, as in “Spanish”.")
    shows_county = models.BooleanField(default=False)
    shows_discipline = models.BooleanField(default=False)
    shows_languages = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1, help_text="Goes up with every change.")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["association", "person"]
        verbose_name_plural = "registry entries"
        constraints = [
            models.UniqueConstraint(fields=["person", "association"], name="one_registry_entry_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.association}"


class RegistryFacet(models.Model):
    """What the registry says of somebody beside name and credential: only what they let it say.

    It is made anew from their entry with every change of it, and is what visitors read and search.
    """

    class Kind(models.TextChoices):
        COUNTY = "county", "County"
        DISCIPLINE = "discipline", "Discipline"
        LANGUAGE = "language", "Language"

    entry = models.ForeignKey(RegistryEntry, on_delete=models.CASCADE, related_name="facets")
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    label = models.CharField(max_length=80)
    search = FoldedField(max_length=160, of=["label"], help_text="Found by this.")

    class Meta:
        ordering = ["entry", "kind", "id"]
        indexes = [models.Index(fields=["association", "kind", "search", "label"], name="registry_by_facet")]

    def __str__(self) -> str:
        return self.label


class NameEnd(models.Model):
    """A word of an endorsement's name from one of its letters to its end: brien, for O’Brien.

    Whatever part of a word is typed, the rows with it lie beside each other in the index.
    """

    endorsement = models.ForeignKey(
        Endorsement, on_delete=models.CASCADE, related_name="name_ends", db_index=False
    )
    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="+", db_index=False)
    text = BytewiseField(max_length=LONGEST_END)

    class Meta:
        ordering = ["endorsement", "text"]
        constraints = [models.UniqueConstraint(fields=["endorsement", "text"], name="name_end_once")]
        indexes = [models.Index(fields=["association", "text"], name="registry_by_part_of_name")]

    def __str__(self) -> str:
        return self.text


class WithdrawnCode(models.Model):
    """A verification code that was renewed: whoever types it learns that it counts no longer, and no more."""

    code = models.CharField(max_length=25, unique=True)
    endorsement = models.ForeignKey(Endorsement, on_delete=models.CASCADE, related_name="withdrawn_codes")
    withdrawn_on = models.DateField()

    class Meta:
        ordering = ["endorsement", "-withdrawn_on"]

    def __str__(self) -> str:
        return self.code
