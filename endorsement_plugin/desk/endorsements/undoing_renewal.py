"""A renewal is taken back: its period is to be renewed again."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format

from endorsement_plugin.clock import today
from endorsement_plugin.desk.base import NO_LETTER
from endorsement_plugin.endorsements.forms.base import words
from endorsement_plugin.endorsements.queries import place_in_registry
from endorsement_plugin.models import Renewal
from endorsement_plugin.renewals.actions.deciding import undo_renewal

from .moving import registry_effect
from .step import EndorsementStepView


class ReasonForm(forms.Form):
    """Why."""

    reason = words(
        "Why", "The holder reads this in the letter. It is kept in the file.", missing="Write why."
    )


class UndoRenewalView(EndorsementStepView):
    """One renewal of this endorsement."""

    page_title = "Take the renewal back"
    form_class = ReasonForm
    done = "The renewal is taken back."
    button = "Take it back"
    danger = True
    renewal: Renewal

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """A period of this endorsement, or a 404."""
        super().setup(request, *args, **kwargs)
        self.renewal = get_object_or_404(self.endorsement.renewals, pk=kwargs["renewal"])

    @property
    def explanation(self) -> str:  # type: ignore[override]
        """Until when it is to be renewed again, and what the registry and the holder notice."""
        day = today(self.endorsement.association)
        before = place_in_registry(self.endorsement, day)
        self.endorsement.renewal_due = self.renewal.due
        after = place_in_registry(self.endorsement, day)
        no_letter = "" if self.endorsement.person.email else f" {NO_LETTER}"
        due = date_format(self.renewal.due, "j F Y")
        return (
            f"It is then due by {due} again, and what was sent in stays in the history. Fees stay as they "
            f"are. The public registry: {registry_effect(before, after)}{no_letter}"
        )

    def carry_out(self, form: forms.Form) -> None:
        """Raises a Refusal."""
        undo_renewal(renewal=self.renewal.pk, by=self.request.user, note=form.cleaned_data["reason"])
