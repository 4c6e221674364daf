"""Write to somebody who applied on paper, so that the application is theirs in an account of their own."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy

from endorsement_plugin.clock import keep_time_of
from endorsement_plugin.desk.base import Step
from endorsement_plugin.joining.actions.invite import invite_applicant
from endorsement_plugin.joining.forms import InviteForm
from endorsement_plugin.models import Application
from endorsement_plugin.record.writers import applications_entered_by

from .lists import NAMESPACE


class InviteApplicantView(Step):
    """Where the letter goes, and then the letter."""

    page_title = "Invite to join an account"
    header_icon = "mail"
    form_class = InviteForm
    button = "Send the invitation"
    done = "The invitation is on its way."
    explanation = (
        "The letter has a link that works once and for some weeks; one that was sent before ends. They sign "
        "in or sign up with this address, see what would be joined, and confirm it."
    )
    application: Application

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The application, or a 404 for anybody who does not enter it from paper."""
        super().setup(request, *args, **kwargs)
        rows = applications_entered_by(request.user).select_related(
            "person__user", "association", "credential"
        )
        self.application = get_object_or_404(rows, pk=kwargs["pk"])
        keep_time_of(self.application.association)

    def get_initial(self) -> dict[str, Any]:
        """The address on record."""
        return {"address": self.application.person.contact_email}

    def carry_out(self, form: forms.Form) -> None:
        """Put the letter in the post."""
        invite_applicant(application=self.application.pk, by=self.request.user, **form.cleaned_data)

    def get_success_url(self) -> str:
        """Back to the list, or to the file of what is sent in."""
        if self.application.is_editable:
            return reverse(f"{NAMESPACE}:index")
        return reverse("endorsement_applications:inspect", args=[self.application.pk])

    def get_page_subtitle(self) -> str:
        """Whom."""
        return str(self.application.person)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the list, this."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse_lazy(f"{NAMESPACE}:index"), "label": "On paper"},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page says."""
        return super().get_context_data(step=self, back=self.get_success_url(), **kwargs)
