"""What a coordinator, or whoever reads a portfolio with them, says of one entry."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from endorsement_plugin.models import SubmittedEntry
from endorsement_plugin.portfolio.judging import judged_of
from endorsement_plugin.requirements.clauses import offered, parse
from endorsement_plugin.review.actions import judge_entry
from review_queue.typed.fields import Paragraphs

from .base import StepView


class JudgeForm(forms.Form):
    """The areas that it shows, and whether it counts at all."""

    met = forms.MultipleChoiceField(
        required=False,
        label="It shows",
        help_text="Take the tick away where the entry does not show the area: it then does not count for it.",
        widget=forms.CheckboxSelectMultiple,
    )
    strike = forms.BooleanField(required=False, label="Strike it: the entry counts for nothing")
    note = Paragraphs(
        label="Why it is struck",
        help_text="The applicant does not read this. Return the application to ask for something else.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )


class JudgeEntry(StepView):
    """Which areas one entry shows, and whether it counts."""

    page_title = "Look at an entry"
    form_class = JudgeForm
    explanation = (
        "What you say here changes what the requirements count for your association, and nothing that the "
        "applicant sees. It is about the entry as it was submitted; if it is changed, it is looked at anew."
    )
    button = "Keep this"
    done = "Kept. The requirements count the entry as you said."
    entry: SubmittedEntry

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The entry, or a 404 if it is not this application's."""
        super().setup(request, *args, **kwargs)
        self.entry = get_object_or_404(self.application.evidence, origin=kwargs["origin"])

    def get_page_title(self) -> str:
        """Which entry."""
        return f"Look at: {self.entry.heading}"

    def get_form(self, form_class: Any = None) -> Any:
        """With the areas of the entry; without that question if it has none."""
        form = super().get_form(form_class)
        if self.entry.areas:
            form.fields["met"].choices = [(area, self._label(area)) for area in self.entry.areas]
        else:
            del form.fields["met"]
        return form

    def get_initial(self) -> dict[str, Any]:
        """What was said before; else that it shows what it says."""
        said = judged_of([self.entry], self.application.entry_judgments.filter(origin=self.entry.origin))
        judged = said.get(str(self.entry.origin))
        if judged is None:
            return {"met": self.entry.areas}
        met = [area for area in self.entry.areas if area not in judged.unmet]
        return {"met": met, "strike": bool(judged.struck), "note": judged.struck}

    def carry_out(self, form: forms.Form) -> None:
        judge_entry(
            application=self.application.pk,
            by=self.request.user,
            origin=self.entry.origin,
            met=form.cleaned_data.get("met", []),
            strike=form.cleaned_data["strike"],
            note=form.cleaned_data["note"],
        )

    def _label(self, area: str) -> str:
        clauses = parse(self.application.requirement_set.clauses)
        return {one.value: one.label for one in offered(clauses, "areas")}.get(area, area)
