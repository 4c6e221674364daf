"""Mail: one row per event, sent at least once, and a duplicate carries the same Message-ID."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from email.utils import formataddr, parseaddr

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import models
from django.db.models import Count, Max
from django.db.models.functions import Now

from .claims import Claim
from .status import since


@dataclass(frozen=True, slots=True)
class Sender:
    """In whose name a letter goes out, and where an answer to it goes. Empty: the installation's own."""

    name: str = ""
    reply_to: str = ""


class AbstractMail(models.Model):
    """A message that an event calls for. `event_key` names the event, so that it is written once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event_key = models.CharField(max_length=200, unique=True)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    created_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["sent_at"], name="%(app_label)s_mail_sent")]

    def __str__(self) -> str:
        return self.event_key

    @property
    def sender(self) -> Sender:
        """Asked when the letter is sent, so that a name that has changed since is the new one."""
        return Sender()

    @property
    def message_id(self) -> str:
        """The same for every copy that is sent. It says nothing about machine, time or order."""
        domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
        return f"<{self.id}@{domain}>"


@dataclass(frozen=True, slots=True)
class Unsent:
    """Letters of one table that have not gone out. `oldest`: how long the first has been waiting."""

    table: str
    letters: int
    oldest: timedelta | None


def unsent() -> list[Unsent]:
    """For every table of letters in every app. One query each."""
    tables = [model for model in apps.get_models() if issubclass(model, AbstractMail)]
    return [_unsent(model) for model in tables]


def _unsent(letters: type[AbstractMail]) -> Unsent:
    rows = letters._default_manager.filter(sent_at=None)
    return Unsent(
        letters._meta.app_label, **rows.aggregate(letters=Count("pk"), oldest=Max(since("created_at")))
    )


def post(mail: AbstractMail) -> None:
    """Hand the message to the mail server. Raises what Django's mail backend raises, to be tried again."""
    sender = mail.sender
    EmailMessage(
        subject=mail.subject,
        body=mail.body,
        from_email=address_under(sender.name),
        to=[mail.to],
        reply_to=answers_to(sender.reply_to),
        headers={"Message-ID": mail.message_id},
    ).send()


def address_under(name: str) -> str:
    """The installation's own address under this name. Nothing in a name ends a line or begins a header."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())
    if not line:
        return settings.DEFAULT_FROM_EMAIL
    return formataddr((line, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))


def answers_to(address: str) -> list[str]:
    """Where answers go. What is no address is left out: no mail server would take the letter with it."""
    try:
        validate_email(address)
    except ValidationError:
        return []
    return [address]


def deliver(claim: Claim, letters: type[AbstractMail]) -> None:
    """Send the message whose id is `claim.key`, unless it was sent: the whole of a mail job."""
    mail = letters._default_manager.filter(pk=claim.key, sent_at=None).first()
    if mail is None:
        return
    post(mail)
    with claim.finish():
        letters._default_manager.filter(pk=mail.pk).update(sent_at=Now())
