"""Accounts: people sign in with an e-mail address; every message of theirs is a durable row."""

from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest

from endorsement_plugin.limits import client_address
from endorsement_plugin.models import Association
from endorsement_plugin.notifications import queue_mail
from endorsement_plugin.queries.associations import association_for

from .roles import landing_for


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The e-mail address or the password is not right.",
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """As every other limit of ours sees it; never an error, whatever the header says."""
        return client_address(request)

    def populate_username(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Give the unused column a value that says nothing about the person."""
        user.username = uuid4().hex  # type: ignore[attr-defined]

    def send_account_already_exists_mail(self, email: str) -> None:
        """Hash a password, as a new account does: the time of the answer does not tell that there is one."""
        make_password(uuid4().hex)
        super().send_account_already_exists_mail(email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the message as a row; a job sends it. A mail server that is down stops nobody here."""
        association = _association()
        message = self.render_mail(
            template_prefix, email, {"email": email, "association": association, **context}
        )
        with transaction.atomic():
            queue_mail(
                event_key=f"{template_prefix}:{uuid4().hex}",
                to=email,
                subject=message.subject,
                body=message.body,
                association=association,
            )

    def format_email_subject(self, subject: str) -> str:
        association = _association()
        return f"{association.short_name}: {subject}" if association else subject

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return landing_for(request.user)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return landing_for(request.user)


def _association() -> Association | None:
    return association_for(current.request) if current.request else None
