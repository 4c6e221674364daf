"""How long one kind of record is kept: changed by whoever runs the association."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView

from endorsement_plugin.desk.base import show
from endorsement_plugin.errors import Incomplete
from endorsement_plugin.retention.actions.terms import keep_for
from endorsement_plugin.retention.queries.due import Term
from endorsement_plugin.retention.rules.terms import kept_for
from review_queue.typed.fields import Line

from .base import PLAN, RetentionPage

REASON = 300


class TermForm(forms.Form):
    """A number of months or years, or for ever, and why."""

    how = forms.ChoiceField(
        label="Kept", choices=[("time", "For a time"), ("ever", "For ever")], widget=forms.RadioSelect
    )
    number = forms.IntegerField(label="How many", required=False, min_value=1, max_value=9999)
    unit = forms.ChoiceField(label="Years or months", choices=[("years", "Years"), ("months", "Months")])
    reason = Line(
        label="Why", required=False, max_length=REASON, help_text="Your colleagues read it beside the time."
    )

    def clean(self) -> dict[str, Any]:
        """A time needs a number."""
        said = super().clean() or {}
        if said.get("how") == "time" and not said.get("number") and "number" not in self.errors:
            self.add_error("number", "Enter how many years or months.")
        return said

    @property
    def months(self) -> int | None:
        """What was chosen; None for ever."""
        said = self.cleaned_data
        return None if said["how"] == "ever" else said["number"] * (12 if said["unit"] == "years" else 1)


class ChangeView(RetentionPage, FormView):
    """One kind. A refusal stands beside the number."""

    template_name = "endorsement_plugin/admin/retention/change.html"
    page_title = "How long it is kept"
    form_class = TermForm
    kept: Term

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The kind, or a 404."""
        super().setup(request, *args, **kwargs)
        self.kept = self.term(kwargs["kind"])

    def get_initial(self) -> dict[str, Any]:
        """What is so now, in the larger unit that fits."""
        months, own = self.kept.months, self.kept.own
        in_years = months is not None and months % 12 == 0
        return {
            "how": "time" if months else "ever",
            "number": months // 12 if months and in_years else months,
            "unit": "years" if in_years or not months else "months",
            "reason": own.reason if own else "",
        }

    def form_valid(self, form: forms.Form) -> HttpResponse:
        assert isinstance(form, TermForm)
        try:
            done = keep_for(
                association=self.association,
                kind=self.kept.kind,
                months=form.months,
                reason=form.cleaned_data["reason"],
                by=self.request.user,
            )
        except Incomplete as refusal:
            show(form, refusal)
            return self.form_invalid(form)
        words = f"{self.kept.keeping.words}: kept {_how(form.months)}." if done else "Nothing was different."
        messages.success(self.request, words)
        return redirect(PLAN, code=self.association.code)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        keeping = self.kept.keeping
        return super().get_context_data(
            kept=self.kept,
            keeping=keeping,
            least=kept_for(keeping.least),
            standard=_how(keeping.months),
            **kwargs,
        )


def _how(months: int | None) -> str:
    return f"for {kept_for(months)}" if months else kept_for(None)
