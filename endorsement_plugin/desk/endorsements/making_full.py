"""A provisional endorsement becomes a full one: what was missing is looked at, requirement by requirement."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest

from endorsement_plugin.endorsements.actions.make_full import make_full
from endorsement_plugin.models import Finding
from endorsement_plugin.registry.queries import by_requirement, missing_of, sentence_of
from endorsement_plugin.rules.states import EndorsementState
from review_queue.typed.fields import Paragraphs

from .step import EndorsementStepView


class ShownForm(forms.Form):
    """One text for each requirement that was missing. That each is needed is the action's to say."""

    def __init__(self, *args: Any, missing: list[Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for clause, findings in by_requirement(missing).items():
            self.fields[clause] = Paragraphs(
                label=sentence_of(findings),
                help_text=f"What you have looked at, and what it shows. For the file.{_counted(findings)}",
                widget=forms.Textarea(attrs={"rows": 3}),
                required=False,
            )


def _counted(findings: list[Finding]) -> str:
    had = [f"{one.value} of {one.minimum}" for one in findings if one.minimum]
    return f" {'; '.join(had)} when it was granted." if had else ""


class MakeFullView(EndorsementStepView):
    """Ask of each requirement what shows it, then make it a full endorsement."""

    page_title = "Make it a full endorsement"
    form_class = ShownForm
    explanation = (
        "Write beside each requirement that was still missing what you have looked at. The holder gets a "
        "letter, and the endorsement is active from now on."
    )
    done = "It is a full endorsement now."
    button = "Make it a full endorsement"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """A provisional endorsement, or a 404."""
        super().setup(request, *args, **kwargs)
        if request.method == "GET" and self.endorsement.status is not EndorsementState.PROVISIONAL:
            raise Http404("It is not provisional")

    def get_form_kwargs(self) -> dict[str, Any]:
        """What was missing."""
        return {**super().get_form_kwargs(), "missing": missing_of(self.endorsement)}

    def carry_out(self, form: forms.Form) -> None:
        """Raises a Refusal."""
        make_full(endorsement=self.endorsement.pk, by=self.request.user, shown=form.cleaned_data)
