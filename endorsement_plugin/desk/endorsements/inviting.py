"""Write to somebody without an account, so that they can join their record to one."""

from typing import Any

from django import forms

from endorsement_plugin.joining.actions.invite import invite_to_join
from endorsement_plugin.joining.forms import InviteForm

from .step import EndorsementStepView


class InviteView(EndorsementStepView):
    """Where the letter goes, and then the letter."""

    page_title = "Invite to join an account"
    header_icon = "mail"
    form_class = InviteForm
    done = "The invitation is on its way."
    letter = False
    button = "Send the invitation"

    explanation = (
        "The letter has a link that works once and for some weeks; one that was sent before ends. They sign "
        "in or sign up with this address, see what would be joined, and confirm it."
    )

    def get_initial(self) -> dict[str, Any]:
        """The address on record."""
        return {"address": self.endorsement.person.contact_email}

    def carry_out(self, form: forms.Form) -> None:
        """Raises a Refusal."""
        invite_to_join(endorsement=self.endorsement.pk, by=self.request.user, **form.cleaned_data)
