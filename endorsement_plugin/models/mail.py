from django.conf import settings
from django.db import models
from django.db.models import Q

from endorsement_plugin.background import AbstractMail, Sender

from .applications import Application
from .associations import Association
from .endorsements import Endorsement

LONGEST_SUBJECT = 200
LONGEST_BODY = 10_000


class Mail(AbstractMail):
    """A message of the plugin: to an applicant, a referee or a coordinator. Never to a reviewer."""

    association = models.ForeignKey(
        Association, on_delete=models.CASCADE, null=True, blank=True, related_name="mail"
    )
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, null=True, blank=True, related_name="mail"
    )
    endorsement = models.ForeignKey(
        Endorsement, on_delete=models.CASCADE, null=True, blank=True, related_name="mail"
    )

    class Meta(AbstractMail.Meta):
        pass

    @property
    def sender(self) -> Sender:
        """The association: its name beside the installation's address, and its own address for answers."""
        if self.association is None:
            return Sender()
        return Sender(self.association.name, self.association.email)


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
