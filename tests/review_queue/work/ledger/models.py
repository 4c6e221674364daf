from typing import ClassVar

from django.db import models

from review_queue.work.mail import AbstractMail


class Mark(models.Model):
    """One effect of one piece of work. Deliberately not unique: a doubled effect must be visible."""

    key = models.CharField(max_length=100)
    attempt = models.PositiveIntegerField()

    objects: ClassVar[models.Manager["Mark"]] = models.Manager()

    def __str__(self) -> str:
        return self.key


class Letter(AbstractMail):
    """A mail of the ledger."""

    objects: ClassVar[models.Manager["Letter"]] = models.Manager()
