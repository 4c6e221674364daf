"""For somebody who has lost the second factor and the recovery codes."""

from argparse import ArgumentParser
from typing import Any

from allauth.account.internal.userkit import filter_users_by_email
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AbstractBaseUser
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from endorsement_plugin.mail.notifications import queue_mail

WORDS = """Hello,

the second factor of your account was removed by the operator of the site, and you were signed out
everywhere. The next time you sign in with your password you will be asked to set up a new one.

If you did not ask for this, write to us at once.
"""


class Command(BaseCommand):
    help = (
        "Remove somebody's second factors and end all their sessions. Talk to them first: is it really them?"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="an e-mail address of the account")

    def handle(self, *args: Any, **options: Any) -> None:
        """All or nothing. Raises CommandError if no account has this address."""
        users = filter_users_by_email(options["email"], is_active=True)
        if not users:
            raise CommandError(f"No account has the address {options['email']}.")
        for user in users:
            with transaction.atomic():
                removed = self._reset(user)
            self.stdout.write(f"{user.email}: {removed} removed, signed out everywhere, told by letter.")

    def _reset(self, user: AbstractBaseUser) -> int:
        rows = Authenticator.objects.filter(user=user)
        last = rows.order_by("-pk").values_list("pk", flat=True).first()
        removed, _ = rows.delete()
        for session in UserSession.objects.filter(user=user):
            session.end()
        queue_mail(
            event_key=f"second-factor-reset:{user.pk}:{last}",
            to=user.email,  # type: ignore[attr-defined]
            subject="Your second factor was removed",
            body=WORDS,
        )
        return removed
