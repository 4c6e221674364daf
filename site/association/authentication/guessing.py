"""The part of the account adapter that stands between a guess and a password."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.userkit import filter_users_by_email
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from association.authentication.browsers import browser_for
from association.authentication.slowdown import ACCOUNT, ADDRESS, count_failure
from endorsement_plugin.limits import client_address, network_of
from review_queue.rules.health import in_words

OWNER_IS_TOLD_AFTER = 10
"""Failures within a day, from wherever they come."""


class SlowedDown(DefaultAccountAdapter):
    """Waits in the place of allauth's own limit, which counts per account and locks the owner out."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Raises ValidationError, with the seconds to wait, before anything is compared."""
        account = _account(credentials)
        waits = [ACCOUNT.pause(_place(request, account))]
        if not browser_for(request, account):
            waits.append(ADDRESS.pause(_network(request)))
        if any(waits):
            wait = in_words(timedelta(seconds=max(waits)))
            words = f"That was tried several times. Please wait {wait}, then try again. Nobody is locked out."
            raise ValidationError(words, code="too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if user is not None:
            account = _account(credentials)
            ACCOUNT.forgive(_place(request, account))
            if not browser_for(request, account):
                ADDRESS.take_back(_network(request))
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Tell the owner, once a day at most: somebody who guesses should not be able to fill a mailbox."""
        account = _account(credentials)
        if count_failure(account) == OWNER_IS_TOLD_AFTER:
            for user in filter_users_by_email(account, is_active=True):
                self._tell(user)

    def _tell(self, user: AbstractBaseUser) -> None:
        context = {"times": OWNER_IS_TOLD_AFTER}
        self.send_notification_mail("account/email/sign_in_failed", user, context)

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """A new password is not kept waiting for what was tried with the old one."""
        super().set_password(user, password)
        ACCOUNT.forgive(_place(self.request, str(getattr(user, "email", ""))))


def _account(credentials: dict[str, Any]) -> str:
    return str(credentials.get("email") or credentials.get("username") or "").strip().casefold()


def _place(request: HttpRequest, account: str) -> str:
    return f"{account}|{browser_for(request, account) or _network(request)}"


def _network(request: HttpRequest) -> str:
    return network_of(client_address(request))
