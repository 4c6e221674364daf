"""Letters to reviewers and queue staff. They carry codes and dates, never a word of an answer."""

from django.db import models
from django.utils.module_loading import import_string

from review_queue.conf import conf
from review_queue.work.mail import AbstractMail, Sender

from .pools import Pool


def sender_of(pool: Pool | None) -> Sender:
    """What the host says for the pool (`SENDER_OF`): plain words, of which the queue keeps none."""
    path = conf().SENDER_OF
    words = import_string(path)(pool.code) if path and pool else None
    return Sender(*words) if words else Sender()


class Mail(AbstractMail):
    pool = models.ForeignKey(
        Pool,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whose work it is about.",
    )

    class Meta(AbstractMail.Meta):
        default_permissions = ()

    @property
    def sender(self) -> Sender:
        """Its pool's."""
        return sender_of(self.pool)
