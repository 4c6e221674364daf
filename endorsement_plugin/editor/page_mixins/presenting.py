"""How a credential is shown beside what it demands: its own name."""

from django.db import models
from wagtail.admin.panels import FieldPanel

from .base import PagePart


class PresentedMixin(PagePart):
    """What an association says of a credential that no rule depends on."""

    local_name = models.CharField(
        max_length=200,
        blank=True,
        help_text="What your association calls it, if that is not the title. Both are shown, with the code.",
    )

    presented_panels = [FieldPanel("local_name")]

    class Meta:
        abstract = True

    @property
    def called(self) -> str:
        """The association's own name for it; without one, the title with the code."""
        return self.local_name or f"{self.title} ({self.code})"  # type: ignore[attr-defined]
