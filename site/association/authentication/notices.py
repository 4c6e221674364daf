"""Letters about changes of an account's addresses, to the address that the owner still reads."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest


def tell_of_added(request: HttpRequest, user: AbstractBaseUser, email_address: Any, **_: Any) -> None:
    """To the main address: somebody wants to sign in with another one from now on."""
    context = {"added_email": email_address.email}
    get_adapter(request).send_notification_mail("account/email/email_added", user, context)


def tell_of_removed(request: HttpRequest, user: AbstractBaseUser, email_address: Any, **_: Any) -> None:
    """To the address itself, if its owner had confirmed it; allauth writes to the main one alone."""
    if email_address.verified and email_address.email != EmailAddress.objects.get_primary_email(user):
        get_adapter(request).send_notification_mail(
            "account/email/email_deleted",
            user,
            {"deleted_email": email_address.email},
            email=email_address.email,
        )
