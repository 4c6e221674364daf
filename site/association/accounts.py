"""Accounts: people sign in with an e-mail address, and land where their work is."""

from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

from endorsement_plugin import accounts

from .roles import landing_for


class AccountAdapter(accounts.AccountAdapter):
    error_messages = {
        **accounts.AccountAdapter.error_messages,
        "email_password_mismatch": "The e-mail address or the password is not right.",
    }

    def populate_username(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Give the unused column a value that says nothing about the person."""
        user.username = uuid4().hex  # type: ignore[attr-defined]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return landing_for(request.user)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return landing_for(request.user)
