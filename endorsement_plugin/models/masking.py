from django.db import models

from .sittings import Sitting


class MaskingDetails(models.Model):
    """By what else a reviewer could know the candidate. For this exam alone: to mask it, and to keep
    away who has declared a conflict with what is named.

    It stays as long as the answers: they can be masked anew until they go, also for a second scoring.
    """

    sitting = models.OneToOneField(Sitting, on_delete=models.CASCADE, related_name="masking_details")
    middle_names = models.CharField(max_length=200, blank=True)
    other_script = models.CharField(max_length=200, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    places = models.TextField(max_length=1000, blank=True, help_text="One a line.")
    web_sites = models.TextField(max_length=1000, blank=True, help_text="One a line.")
    organizations = models.TextField(max_length=2000, blank=True, help_text="One a line.")
    people = models.TextField(max_length=2000, blank=True, help_text="One a line.")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "masking details"

    def __str__(self) -> str:
        return f"For sitting {self.sitting_id}"
