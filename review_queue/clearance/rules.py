"""Why an item is sent back unscored, and how much is chosen one by one."""

from django.db import models

MOST_CHOSEN = 500
"""So many mentions are chosen one by one; of more, all are masked or none. A form with a field for each would
be refused by the server."""


class ReturnReason(models.TextChoices):
    IDENTIFIES = "identifies", "It cannot be made anonymous"
    UNREADABLE = "unreadable", "It cannot be read"
    EMPTY = "empty", "There is no answer in it"
    FILE = "file", "A file in it cannot be shown"
    MISPLACED = "misplaced", "It belongs to another round or pool"
    OUTSIDE = "outside", "There are not enough reviewers who may score it, so it is to be scored elsewhere"


CLEARERS = tuple((one.value, one.label) for one in ReturnReason if one is not ReturnReason.OUTSIDE)
"""A clearer cannot know that nobody may score it; the chief reviewer can."""
