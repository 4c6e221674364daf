"""Why a clearer sends an item back."""

from django.db import models


class ReturnReason(models.TextChoices):
    IDENTIFIES = "identifies", "It cannot be made anonymous"
    UNREADABLE = "unreadable", "It cannot be read"
    EMPTY = "empty", "There is no answer in it"
    FILE = "file", "A file in it cannot be shown"
    MISPLACED = "misplaced", "It belongs to another round or pool"
