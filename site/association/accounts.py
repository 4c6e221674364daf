"""Accounts: people sign in with an e-mail address, and land where their work is."""

from typing import Any
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from association.authentication.activity import begin
from association.authentication.browsers import remember
from association.authentication.guessing import SlowedDown
from association.roles import landing_for
from endorsement_plugin import accounts


class AccountAdapter(accounts.AccountAdapter, SlowedDown):
    """The plugin's, on top of the brake on guessing: addresses are cleaned before they are counted."""

    error_messages = {
        **accounts.AccountAdapter.error_messages,
        "email_password_mismatch": "The e-mail address or the password is not right.",
    }

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **more: Any) -> HttpResponseBase:
        """Know this browser again, so that the guesses of others never slow down its owner."""
        response: HttpResponseBase = super().post_login(request, user, **more)
        begin(request)
        remember(request, response, str(more.get("email") or getattr(user, "email", "")))
        return response

    def populate_username(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Give the unused column a value that says nothing about the person."""
        user.username = uuid4().hex  # type: ignore[attr-defined]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return landing_for(request.user)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return landing_for(request.user)
