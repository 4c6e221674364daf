"""Decide one application: read the findings, edit the letter, look at it, send it."""

from typing import Any, TypedDict

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin import messages

from endorsement_plugin.decisions.actions.decide import (
    SCORED_AGAIN,
    decide,
    refuse_unfinished,
    refuse_unsettled,
)
from endorsement_plugin.decisions.queries import (
    SAME_HAND,
    DecisionSheet,
    Outcome,
    decision_sheet,
    is_same_hand,
)
from endorsement_plugin.errors import Incomplete
from endorsement_plugin.exams.queries.appeals import open_appeals
from endorsement_plugin.mail.letters import Letter
from endorsement_plugin.requirements.deadlines import provisional_until
from endorsement_plugin.rules.states import ApplicationState
from review_queue.typed.fields import Line, Paragraphs

from .base import NO_LETTER, StepView, address, letter_note, show


class Written(TypedDict):
    """What the coordinator has chosen and written."""

    outcome: Outcome
    proposed: Outcome
    letter: Letter
    note: str


class DecisionForm(forms.Form):
    """The decision and its letter. What is missing is the action's to say."""

    outcome = forms.ChoiceField(choices=Outcome.choices, widget=forms.HiddenInput)
    proposed = forms.ChoiceField(choices=Outcome.choices, widget=forms.HiddenInput)
    letter_subject = Line(label="Subject", required=False, max_length=200)
    letter = Paragraphs(
        label="Letter",
        help_text="{number} becomes the endorsement's number, in the subject too.",
        widget=forms.Textarea(attrs={"rows": 18}),
        required=False,
    )
    note = Paragraphs(
        label="Note for the file",
        help_text="Not for the applicant. Needed if you endorse although something is not met.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )


class DecideView(StepView):
    """The decision sheet. Another outcome than the proposed one is a link away, with its own draft."""

    template_name = "endorsement_plugin/admin/decide.html"
    page_title = "Decide"
    form_class = DecisionForm

    @cached_property
    def sheet(self) -> DecisionSheet:
        """As things stand today."""
        return decision_sheet(self.application, timezone.localdate())

    @property
    def outcome(self) -> Outcome:
        """The outcome this page is about."""
        chosen = self.request.POST.get("outcome") or self.request.GET.get("outcome")
        return Outcome(chosen) if chosen in self.sheet.letters else self.sheet.proposed

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only what can be decided has a sheet; the file says what the rest waits for."""
        refused = self._not_now()
        if refused:
            messages.info(request, refused)
            return redirect(address("inspect", self.application))
        return super().get(request, *args, **kwargs)

    def _not_now(self) -> str:
        if self.application.status is not ApplicationState.READY:
            return "This application is not waiting for a decision."
        if is_same_hand(self.request.user, self.application):
            return SAME_HAND
        return SCORED_AGAIN if open_appeals(self.application).exists() else ""

    def get_initial(self) -> dict[str, Any]:
        """The draft for this outcome."""
        letter = self.sheet.letters[self.outcome]
        return {
            "outcome": self.outcome,
            "proposed": self.sheet.proposed,
            "letter_subject": letter.subject,
            "letter": letter.body,
        }

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Look at the letter first; send it when it has been looked at."""
        if self.request.POST.get("then") == "edit":
            return self.render_to_response(self.get_context_data(form=form))
        if self.request.POST.get("then") == "send":
            return super().form_valid(form)
        try:
            refuse_unsettled(self.application)
            refuse_unfinished(**self._written(form))
        except Incomplete as refusal:
            show(form, refusal)
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form, preview=form.cleaned_data))

    def carry_out(self, form: forms.Form) -> None:
        """Decide."""
        application, today = self.application.pk, timezone.localdate()
        decide(application=application, by=self.request.user, today=today, **self._written(form))

    def said_when_done(self) -> str:
        """With what has become of the letter."""
        return f"Decided. {letter_note(self.application.person)}"

    def then(self) -> list[tuple[str, str, bool]]:
        """To the next decision."""
        return [messages.button(reverse("endorsement_decisions:index"), "What else is ready")]

    def _written(self, form: forms.Form) -> Written:
        given = form.cleaned_data
        return {
            "outcome": Outcome(given["outcome"]),
            "proposed": Outcome(given["proposed"]),
            "letter": Letter(given["letter_subject"], given["letter"]),
            "note": given["note"],
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The sheet, and the outcomes to choose from."""
        months = self.application.credential.provisional_months or 0
        return super().get_context_data(
            until=provisional_until(timezone.localdate(), months),
            sheet=self.sheet,
            outcome=self.outcome,
            outcomes=list(self.sheet.letters),
            no_letter="" if self.application.person.email else NO_LETTER,
            **kwargs,
        )
