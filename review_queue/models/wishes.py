"""A reviewer has asked for an answer: kept until shortly before offers leave, when all are looked at."""

import uuid

from django.db import models

from .reviewers import Reviewer


class Wish(models.Model):
    """The id is drawn by lot, and wishes are looked at in its order: who asked first makes no difference."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reviewer = models.ForeignKey(Reviewer, on_delete=models.CASCADE, related_name="wishes")
    leaves = models.DateTimeField(help_text="When the offers leave among which it is granted, or not.")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["settled_at", "leaves"], name="rq_wish_settled")]

    def __str__(self) -> str:
        return f"{self.reviewer_id}, {self.leaves:%Y-%m-%d %H:%M}"
