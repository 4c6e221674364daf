"""allauth's forms of second factors, in the words of this site."""

from typing import Any

from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn

from association.account_forms import Plain


class Code(Plain):
    """A code is digits: the pad of a telephone, no corrections."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Code"
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocapitalize": "none", "size": 12}


class AuthenticateForm(Code, base.AuthenticateForm): ...


class ReauthenticateForm(Code, base.ReauthenticateForm): ...


class ActivateForm(Code, totp.ActivateTOTPForm): ...


class AddKeyForm(Plain, webauthn.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Name of the key"
        self.fields["name"].help_text = "To tell it from others: where it is kept, such as “telephone”."
        passkey = self.fields["passwordless"]
        passkey.label = "Sign in with it alone, without my password"
        passkey.help_text = "Then it asks for your finger, face or PIN each time."


class RenameKeyForm(Plain, webauthn.EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Name of the key"
