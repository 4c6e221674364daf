"""Letters to reviewers and queue staff. They carry codes and dates, never a word of an answer."""

from ..work.mail import AbstractMail


class Mail(AbstractMail):
    class Meta:
        default_permissions = ()
