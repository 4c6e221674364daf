"""Write to somebody without an account, so that they can join their record to one."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages

from endorsement_plugin.desk.base import show
from endorsement_plugin.errors import Incomplete, Refusal
from endorsement_plugin.joining.actions.invite import invite_to_join
from endorsement_plugin.joining.forms import InviteForm

from .file import address
from .step import EndorsementStepView


class InviteView(EndorsementStepView):
    """Where the letter goes, and then the letter."""

    page_title = "Invite to join an account"
    header_icon = "mail"
    form_class = InviteForm
    button = "Send the invitation"

    explanation = (
        "The letter has a link that works once and for some weeks; one that was sent before ends. They sign "
        "in or sign up with this address, see what would be joined, and confirm it."
    )

    def get_initial(self) -> dict[str, Any]:
        """The address on record."""
        return {"address": self.endorsement.person.contact_email}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Sent, or refused in words."""
        try:
            invite_to_join(endorsement=self.endorsement.pk, by=self.request.user, **form.cleaned_data)
        except Incomplete as refusal:
            show(form, refusal)
            return self.form_invalid(form)
        except Refusal as refusal:
            messages.error(self.request, refusal.message)
        else:
            messages.success(self.request, "The invitation is on its way.")
        return redirect(address(self.endorsement))
