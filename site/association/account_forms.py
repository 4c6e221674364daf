"""allauth's forms in the words of this site, without placeholders: each field has a label above it."""

from typing import Any

from allauth.account import forms
from django.conf import settings

from review_queue.typed.forms import CleansWhatIsTyped

LABELS = {
    "login": "E-mail address",
    "email": "E-mail address",
    "oldpassword": "Present password",
    "password2": "The password again",
    "remember": "Stay signed in on this computer",
}


class Plain(CleansWhatIsTyped):
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, str(field.label).capitalize())
            field.error_messages["required"] = "Please fill this in."
            if name == "password1":
                least = settings.PASSWORD_MIN_LENGTH
                field.help_text = f"{least} characters or more, and nothing that is easy to guess."


class LoginForm(Plain, forms.LoginForm):
    """The link to reset a password stands below the form, not inside a field's hint."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class SignupForm(Plain, forms.SignupForm): ...


class AddEmailForm(Plain, forms.AddEmailForm): ...


class ChangePasswordForm(Plain, forms.ChangePasswordForm): ...


class SetPasswordForm(Plain, forms.SetPasswordForm): ...


class ResetPasswordForm(Plain, forms.ResetPasswordForm): ...


class ResetPasswordKeyForm(Plain, forms.ResetPasswordKeyForm): ...


class ReauthenticateForm(Plain, forms.ReauthenticateForm): ...
