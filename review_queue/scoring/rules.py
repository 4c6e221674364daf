"""Why a reviewer does not score what was offered."""

from django.db import models


class StepBackReason(models.TextChoices):
    RECOGNIZED = "recognized", "I think I know whose answer this is"
    CONFLICT = "conflict", "I have another conflict of interest"
    OVERLOAD = "overload", "I have no time for it"
    OTHER = "other", "Another reason"


class TakeBackReason(models.TextChoices):
    """Why an answer that was released goes back to clearing."""

    IDENTIFIES = "identifies", "It says who wrote it, or whom it is about"
    HIDDEN = "hidden", "A mask hides words that must be read"
    MISTAKE = "mistake", "It was released by mistake"
