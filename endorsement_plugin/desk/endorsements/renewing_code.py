"""Give an endorsement a new verification code, for its holder."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages

from endorsement_plugin.desk.base import NO_LETTER, told
from endorsement_plugin.errors import Refusal
from endorsement_plugin.registry.actions.renew_code import renew_code
from endorsement_plugin.registry.verification import in_groups

from .file import address
from .step import EndorsementStepView


class CodeForm(forms.Form):
    """The code that is meant, so that pressing twice renews it once."""

    code = forms.CharField(widget=forms.HiddenInput)


class RenewCodeView(EndorsementStepView):
    """Ask whether it is meant, then renew it."""

    page_title = "Renew its verification code"
    form_class = CodeForm
    button = "Renew the code"
    danger = True

    @property
    def explanation(self) -> str:  # type: ignore[override]
        """What follows from it."""
        code = in_groups(self.endorsement.verification_code)
        letter = "Its holder gets a letter." if self.endorsement.person.email else NO_LETTER
        return (
            f"Certificates that are out keep the code {code}. Whoever checks it from then on reads that it "
            f"was withdrawn, and not whether the endorsement is valid. {letter}"
        )

    def get_initial(self) -> dict[str, Any]:
        """The code as it is now."""
        return {"code": self.endorsement.verification_code}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Renewed, or refused in words."""
        try:
            renew_code(endorsement=self.endorsement.pk, code=form.cleaned_data["code"], by=self.request.user)
        except Refusal as refusal:
            messages.error(self.request, refusal.message)
        else:
            messages.success(self.request, f"It has a new code. {told(self.endorsement.person)}")
        return redirect(address(self.endorsement))
