"""Give an endorsement a new verification code, for its holder."""

from typing import Any

from django import forms

from endorsement_plugin.desk.base import NO_LETTER
from endorsement_plugin.registry.actions.renew_code import renew_code
from endorsement_plugin.registry.verification import in_groups

from .step import EndorsementStepView


class CodeForm(forms.Form):
    """The code that is meant, so that pressing twice renews it once."""

    code = forms.CharField(widget=forms.HiddenInput)


class RenewCodeView(EndorsementStepView):
    """Ask whether it is meant, then renew it."""

    page_title = "Renew its verification code"
    form_class = CodeForm
    done = "It has a new code."
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

    def carry_out(self, form: forms.Form) -> None:
        """Raises a Refusal."""
        renew_code(endorsement=self.endorsement.pk, code=form.cleaned_data["code"], by=self.request.user)
