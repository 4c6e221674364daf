import uuid

from django.db import models

from endorsement_plugin.models.associations import Association
from endorsement_plugin.models.people import Person


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
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["association", "person"]
        verbose_name_plural = "registry entries"
        constraints = [
            models.UniqueConstraint(fields=["person", "association"], name="one_registry_entry_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.association}"
