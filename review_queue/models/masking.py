"""Where text was masked, and what still deserves a look. Offsets into the masked text; no originals."""

from django.conf import settings
from django.db import models

from .items import Section


class Span(models.Model):
    """`section.text[start:end]` is a token such as `[NAME-1]`."""

    class Source(models.TextChoices):
        IDENTITY = "identity", "Known identity"
        PATTERN = "pattern", "Pattern"
        PERSON = "person", "Clearer"

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="spans")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    source = models.CharField(max_length=8, choices=Source.choices)
    length = models.PositiveIntegerField(
        default=0,
        db_default=0,
        help_text="How many characters of the sender’s original it stands for; 0 if nobody knows.",
    )

    class Meta:
        default_permissions = ()
        ordering = ["start"]
        constraints = [
            models.UniqueConstraint(fields=["section", "start"], name="rq_span_start"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="rq_span_order"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.start}-{self.end}"


class Suspect(models.Model):
    """Words that may identify someone and were left in. Deleted when a person has cleared the item.

    `token` is the mark that a clearer took away here.
    """

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="suspects")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    reason = models.CharField(max_length=16)
    ticked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The clearer who has looked at it and left it in.",
    )
    token = models.CharField(max_length=16, blank=True, db_default="")

    class Meta:
        default_permissions = ()
        ordering = ["start"]
        constraints = [
            models.UniqueConstraint(fields=["section", "start"], name="rq_suspect_start"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="rq_suspect_order"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.start}-{self.end}"
