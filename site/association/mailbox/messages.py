"""Every message of the site, whichever app wrote it, newest first."""

from collections.abc import Iterator
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet

from review_queue.work.mail import AbstractMail

FIELDS = ("id", "to", "subject", "created_at", "sent_at")


def letter_tables() -> Iterator[type[AbstractMail]]:
    """The concrete tables that hold messages."""
    return (model for model in apps.get_models() if issubclass(model, AbstractMail))


def newest(to: str = "") -> "QuerySet[AbstractMail, tuple[object, ...]]":
    """All messages, or those to one address, as named tuples of FIELDS."""
    first, *others = (_to(table, to) for table in letter_tables())
    return first.union(*others, all=True).order_by("-created_at")


def find(pk: UUID) -> AbstractMail | None:
    """The message with this id, from whichever table has it."""
    letters = (table._default_manager.filter(pk=pk).first() for table in letter_tables())
    return next((mail for mail in letters if mail), None)


def _to(table: type[AbstractMail], to: str) -> "QuerySet[AbstractMail, tuple[object, ...]]":
    mail = table._default_manager.order_by()
    if to:
        mail = mail.filter(to__iexact=to)
    return mail.values_list(*FIELDS, named=True)
