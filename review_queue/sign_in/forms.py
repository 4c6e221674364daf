"""Signing in by address, and choosing a password."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.forms import AuthenticationForm, PasswordResetForm, SetPasswordForm

from review_queue.typed.fields import Address, Line

PASSWORD = {"class": "input"}


class SignInForm(AuthenticationForm):
    """The address, in whatever case, or the name of the account; and the password."""

    username = Line(
        label="E-mail address",
        widget=forms.TextInput(
            attrs={"class": "input", "autocomplete": "username", "autocapitalize": "none"}
        ),
        error_messages={"required": "Enter your e-mail address."},
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        widget=forms.PasswordInput(attrs={**PASSWORD, "autocomplete": "current-password"}),
        error_messages={"required": "Enter your password."},
    )
    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": "This address and this password do not belong together. "
        "Check both, or ask for a new password.",
    }

    def clean_username(self) -> str:
        """The name of the account whose address this is, where it is one account's; else as it was typed."""
        typed: str = self.cleaned_data["username"]
        model = get_user_model()
        accounts = list(model._default_manager.filter(email__iexact=typed)[:2])
        return accounts[0].get_username() if len(accounts) == 1 else typed


class ForgottenForm(PasswordResetForm):
    email = Address(
        label="E-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "email"}),
        error_messages={"required": "Enter your e-mail address."},
    )

    def get_users(self, email: str) -> Iterable[Any]:
        """Active accounts with this address, also those that never had a password: their first link may be
        over."""
        return get_user_model()._default_manager.filter(email__iexact=email, is_active=True)


class ChooseForm(SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("new_password1", "new_password2"):
            self.fields[name].widget.attrs.update(PASSWORD)
