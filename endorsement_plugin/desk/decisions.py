"""Decision day: everything that is ready on one page, and many endorsements confirmed together."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.clock import today
from endorsement_plugin.decisions.actions.decide import decide
from endorsement_plugin.decisions.queries import DecisionSheet, Outcome, decision_sheets
from endorsement_plugin.errors import Refusal
from endorsement_plugin.exams.queries.appeals import undecidable
from endorsement_plugin.permissions import applications_coordinated_by
from endorsement_plugin.rules.states import ApplicationState

from .base import CoordinatorsMixin


class ChosenForm(forms.Form):
    """Which applications are ticked."""

    application = forms.MultipleChoiceField(
        required=True, error_messages={"required": "Tick at least one application."}
    )

    def __init__(self, *args: Any, sheets: Iterable[DecisionSheet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [sheet for sheet in sheets if sheet.may_be_ticked]
        field = self.fields["application"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(sheet.tick, str(sheet.application.person)) for sheet in offered]
        field.error_messages["invalid_choice"] = (
            "One of the applications you ticked is not ready to be endorsed any more. Look at the list again."
        )


class DecisionsView(CoordinatorsMixin, WagtailAdminTemplateMixin, FormView):
    """What is ready, with what is proposed. Proposed endorsements come ticked.

    Where nothing but a person's judgment stands against one, it can be ticked by hand, beside the reason.
    """

    template_name = "endorsement_plugin/admin/decisions.html"
    page_title = "Decide"
    header_icon = "check"
    form_class = ChosenForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """With what is ready."""
        ready = applications_coordinated_by(request.user).filter(state=ApplicationState.READY)
        self.held = ready.filter(pk__in=undecidable()).count()
        free = ready.exclude(pk__in=undecidable())
        self.sheets = decision_sheets(free.order_by("submitted_at"), today)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The sheets to choose from."""
        return {**super().get_form_kwargs(), "sheets": self.sheets}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Look at the letters first; send them when they have been looked at."""
        chosen = [sheet for sheet in self.sheets if sheet.tick in self._ticked(form)]
        if self.request.POST.get("then") != "send":
            return self.render_to_response(self.get_context_data(form=form, chosen=chosen))
        self._endorse(chosen)
        return redirect(self.request.path)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The sheets, those that can be ticked first."""
        ordered = sorted(
            self.sheets, key=lambda sheet: (sheet.proposed is not Outcome.ENDORSED, not sheet.to_weigh)
        )
        return super().get_context_data(sheets=ordered, held=self.held, **kwargs)

    def _ticked(self, form: forms.Form) -> set[str]:
        return set(form.cleaned_data["application"])

    def _endorse(self, sheets: list[DecisionSheet]) -> None:
        """Each in its own transaction: one that has moved on does not hold up the others."""
        done = [sheet for sheet in sheets if self._endorse_one(sheet)]
        if done:
            messages.success(self.request, f"{len(done)} endorsed. The letters are on their way.")

    def _endorse_one(self, sheet: DecisionSheet) -> bool:
        try:
            decide(
                application=UUID(str(sheet.application.pk)),
                by=self.request.user,
                outcome=Outcome.ENDORSED,
                proposed=sheet.proposed,
                letter=sheet.letters[Outcome.ENDORSED],
                note=_weighed(sheet),
                today=today(sheet.application.association),
            )
        except Refusal as refusal:
            messages.error(self.request, f"{sheet.application.person}: {refusal.message}")
            return False
        return True


def _weighed(sheet: DecisionSheet) -> str:
    """For the file: what stood beside a box that a person ticked all the same."""
    words = " ".join(finding.doubt for finding in sheet.doubts)
    return f"Ticked on the list of decisions, where this stood beside it: {words}" if words else ""
