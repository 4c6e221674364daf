"""What a reviewer marks and notes on an answer while scoring it: for nobody else, and gone with the draft."""

from django.db import models

from .items import Section
from .reviews import Review

LONGEST = 500
LONGEST_QUOTE = 120


class Highlight(models.Model):
    """`section.text[start:end]` is highlighted. Both are 0 for a note on the section as a whole."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="highlights")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="+")
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=LONGEST, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["section__position", "start", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(end__gte=models.F("start")), name="rq_highlight_order"),
        ]

    def __str__(self) -> str:
        return f"highlight {self.pk}"

    @property
    def quote(self) -> str:
        """The words that are highlighted, masked as they stand; of many the first and the last."""
        words = " ".join(self.section.text[self.start : self.end].split())
        return words if len(words) <= LONGEST_QUOTE else f"{words[: LONGEST_QUOTE // 2]} … {words[-20:]}"
