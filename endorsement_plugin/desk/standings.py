"""What a coordinator has made sure of about a supervisor or a referee."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest

from endorsement_plugin.models import Application, Confirmation, Credential
from endorsement_plugin.record.reasons import LONGEST
from endorsement_plugin.requirements.clauses import everyone, parse
from endorsement_plugin.requirements.givers import ANYONE, ENDORSED, VETTED
from endorsement_plugin.review.actions import confirm_standing, take_back_standing
from endorsement_plugin.rules.states import ReferenceState
from review_queue.typed.fields import Paragraphs

from .base import PressView, StepView

VETTED_IN_WORDS = "Vetted: accepted by us without an endorsement"


class StandingForm(forms.Form):
    """What somebody was at that time, and how it was made sure of."""

    category = forms.ChoiceField(
        label="What this person was at that time",
        error_messages={
            "required": "Choose what this person was.",
            "invalid_choice": "Choose one of these.",
        },
    )
    note = Paragraphs(
        label="How you made sure",
        help_text="For the file: “Telephone call, 3 March”, or where it can be looked up.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        required=False,
    )

    def __init__(self, *args: Any, categories: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [("", "Choose one"), *categories]  # type: ignore[attr-defined]


class OnePerson(StepView):
    """A step about one supervisor or referee of the application."""

    person = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The person's name, or a 404 if this application names nobody so."""
        super().setup(request, *args, **kwargs)
        found = _name_of(self.application, kwargs["who"])
        if found is None:
            raise Http404("Nobody is named so")
        self.person = found


class ConfirmStanding(OnePerson):
    """Endorsed in a category, or vetted: a requirement counts it from then on."""

    form_class = StandingForm
    explanation = (
        "Requirements that depend on what supervisors and referees are count what your registry says, your "
        "list of vetted people, and what is confirmed here. What applicants say counts until they submit."
    )
    button = "Confirm it"
    done = "Confirmed. The requirements count it now."

    def get_page_title(self) -> str:
        """Who it is about."""
        return f"Confirm what {self.person} is"

    def get_form_kwargs(self) -> dict[str, Any]:
        """What there is to choose."""
        return super().get_form_kwargs() | {"categories": _categories(self.application)}

    def get_initial(self) -> dict[str, object]:
        """What was confirmed before."""
        made = _confirmation(self.application, self.kwargs["who"])
        return {"category": made.category, "note": made.note} if made else {}

    def carry_out(self, form: forms.Form) -> None:
        confirm_standing(
            application=self.application.pk,
            by=self.request.user,
            who=self.kwargs["who"],
            category=form.cleaned_data["category"],
            note=form.cleaned_data["note"],
        )


class TakeBackStanding(OnePerson, PressView):
    """Confirmed in error."""

    done = "Taken back. Only what the registry and your list of vetted people say counts."

    def carry_out(self, form: forms.Form) -> None:
        take_back_standing(application=self.application.pk, by=self.request.user, who=self.kwargs["who"])


def _name_of(application: Application, who: UUID) -> str | None:
    entry = application.evidence.filter(origin=who).exclude(giver="").first()
    if entry:
        return entry.giver
    referee = application.references.filter(pk=who).exclude(state=ReferenceState.REPLACED).first()
    return referee.name if referee else None


def _confirmation(application: Application, who: UUID) -> Confirmation | None:
    made = application.confirmations.all()
    return next((one for one in made if str(one.entry or one.reference_id) == str(who)), None)


def _categories(application: Application) -> list[tuple[str, str]]:
    """The categories that its requirements accept, then those of the association, then vetted."""
    named = {
        giver.category: f"Endorsed: {giver.label or giver.category}"
        for clause in everyone(parse(application.requirement_set.clauses))
        for giver in clause.accepts
        if giver.category not in {VETTED, ENDORSED, ANYONE}
    }
    own = Credential.objects.filter(association=application.association_id)
    for code in own.values_list("code", flat=True):
        named.setdefault(code, f"Endorsed: {code}")
    return [*named.items(), (VETTED, VETTED_IN_WORDS)]
