from datetime import date, timedelta

from django.conf import settings
from django.db import models

from endorsement_plugin.models.associations import Association


class ClockHold(models.Model):
    """Days on which the clock does nothing about an association's endorsements, and writes to nobody."""

    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="clock_holds")
    until = models.DateField(help_text="The last day.")
    reason = models.CharField(max_length=300)
    set_at = models.DateTimeField(auto_now_add=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_on = models.DateField(null=True, blank=True, help_text="The first day without it, where earlier.")
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.association}, until {self.until}"

    @property
    def last_day(self) -> date:
        """The last day on which it held."""
        return min(self.until, self.lifted_on - timedelta(days=1)) if self.lifted_on else self.until
