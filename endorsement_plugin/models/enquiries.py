import uuid

from django.conf import settings
from django.db import models

from .associations import Association


class Enquiry(models.Model):
    """What somebody without an account asked an association."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="enquiries")
    about = models.CharField("page", max_length=255, help_text="The title of the page it was written on.")
    name = models.CharField(max_length=200)
    email = models.EmailField("e-mail address")
    organization = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=100, blank=True)
    message = models.TextField()
    digest = models.CharField(max_length=64, help_text="Of the words and the day: the same again is one.")
    created_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-created_at", "pk"]
        verbose_name_plural = "enquiries"
        constraints = [models.UniqueConstraint(fields=["association", "digest"], name="enquiry_once_a_day")]

    def __str__(self) -> str:
        return f"{self.name}: {self.about}"
