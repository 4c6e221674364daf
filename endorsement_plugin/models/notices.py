from django.conf import settings
from django.db import models
from django.utils import timezone

from .associations import Association


class NoticeChoice(models.Model):
    """How a coordinator hears of what an association's applications bring. Without one: daily."""

    class Pace(models.TextChoices):
        DAILY = "daily", "Once a day, all of it in one mail"
        AT_ONCE = "at_once", "At once, a mail for each"

    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    pace = models.CharField(max_length=10, choices=Pace.choices, default=Pace.DAILY)
    since = models.DateTimeField(default=timezone.now, help_text="What was before is told the other way.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association", "user"], name="notice_choice_once_per_person")
        ]

    def __str__(self) -> str:
        return self.pace
