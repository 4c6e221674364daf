"""What a holder asked for is not granted, and they read why."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest

from endorsement_plugin.desk.base import NO_LETTER
from endorsement_plugin.endorsements.actions.answer_request import decline_request
from endorsement_plugin.endorsements.forms.base import words
from endorsement_plugin.models import EndorsementRequest

from .step import EndorsementStepView


class AnswerForm(forms.Form):
    """Why."""

    answer = words(
        "Why", "The holder reads this in the letter. It is kept in the file.", missing="Write why."
    )


class DeclineView(EndorsementStepView):
    """One request."""

    page_title = "Do not grant it"
    form_class = AnswerForm
    done = "Not granted."
    button = "Do not grant it"
    asked: EndorsementRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """A request about this endorsement, or a 404."""
        super().setup(request, *args, **kwargs)
        asked = self.endorsement.requests.filter(pk=kwargs["asked"]).first()
        if asked is None:
            raise Http404("No such request")
        self.asked = asked

    @property
    def explanation(self) -> str:  # type: ignore[override]
        """Which one."""
        no_letter = "" if self.endorsement.person.email else f" {NO_LETTER}"
        return f"{self.endorsement.name} asks: {self.asked.get_kind_display().lower()}.{no_letter}"

    def carry_out(self, form: forms.Form) -> None:
        """Raises a Refusal."""
        decline_request(request=self.asked.pk, by=self.request.user, answer=form.cleaned_data["answer"])
