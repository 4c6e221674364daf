from django.conf import settings
from django.db import models
from django.db.models import Q

from .associations import Association

LONGEST_SUBJECT = 200
LONGEST_BODY = 10_000


class LetterText(models.Model):
    """One version of an association's own words for a letter. The newest counts; only ever added to."""

    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="letter_texts")
    name = models.CharField(max_length=60, help_text="Of the letter, as `mail.catalog` has it.")
    number = models.PositiveIntegerField(help_text="Goes up with every change.")
    standard = models.BooleanField(
        default=False, help_text="From here on the letter is the standard text again."
    )
    subject = models.CharField(max_length=LONGEST_SUBJECT, blank=True)
    body = models.TextField(blank=True)
    changed_at = models.DateTimeField(auto_now_add=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    role = models.CharField(max_length=20, help_text="editor, coordinator or both.")

    class Meta:
        ordering = ["association", "name", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["association", "name", "number"], name="letter_text_once"),
            models.CheckConstraint(
                condition=Q(standard=True, subject="", body="")
                | (Q(standard=False) & ~Q(subject="") & ~Q(body="")),
                name="letter_text_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.number}"
