"""One audit: each entry beside its documents, what was found of it, the outcome in all, and the way back."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.clock import keep_time_of, named
from endorsement_plugin.desk.base import letter_note, show
from endorsement_plugin.desk.endorsements.file import address
from endorsement_plugin.errors import Incomplete, Refusal
from endorsement_plugin.models import Renewal
from endorsement_plugin.permissions import renewals_decided_by
from endorsement_plugin.renewals.actions.auditing import (
    SETTLED,
    ask_for_documents,
    judge_entry,
    settle_audit,
    undo_outcome,
)
from endorsement_plugin.renewals.queries.audit import case_of
from endorsement_plugin.rules.seasons.audit import EntryOutcome, Outcome
from endorsement_plugin.rules.states import RenewalState
from review_queue.typed.fields import Line, Paragraphs

from .base import SEASON, SEASON_TITLE

DONE = {
    "entry": "Noted.",
    "settle": "The outcome is noted.",
    "undo": "It is in the audit again.",
    "ask": "The documents are asked for.",
}


class EntryForm(forms.Form):
    """What was found of one entry."""

    origin = forms.UUIDField()
    outcome = forms.ChoiceField(choices=EntryOutcome.choices())
    note = Line(required=False, max_length=300)


class OutcomeForm(forms.Form):
    """What comes of it in all."""

    outcome = forms.ChoiceField(
        label="Outcome",
        choices=[
            (Outcome.PASSED.value, "Passed: it is renewed"),
            (Outcome.RETURNED.value, "Something is missing: return it to its holder"),
            (Outcome.NOT_RENEWED.value, "Not renewed"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an outcome."},
    )
    note = Paragraphs(
        label="What the holder reads",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Needed unless everything was accepted.",
    )


class UndoForm(forms.Form):
    """Why the outcome does not stand."""

    reason = Paragraphs(
        label="Why it is looked at again",
        help_text="The holder reads this.",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


FORMS: dict[str, type[forms.Form]] = {
    "entry": EntryForm,
    "settle": OutcomeForm,
    "undo": UndoForm,
    "ask": forms.Form,
}


class AuditView(WagtailAdminTemplateMixin, TemplateView):
    """Everything on one page; each press does one thing and comes back."""

    template_name = "endorsement_plugin/admin/audit_case.html"
    page_title = "Audit"
    header_icon = "search"
    renewal: Renewal

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """A renewal that was drawn, or a 404 for anybody who does not decide it: nobody looks into the
        judging of themselves."""
        super().setup(request, *args, **kwargs)
        rows = renewals_decided_by(request.user).filter(audited=True)
        rows = rows.select_related(
            "endorsement__person__user", "endorsement__credential", "endorsement__association"
        )
        self.renewal = get_object_or_404(rows, pk=kwargs["renewal"])
        keep_time_of(self.renewal.endorsement.association)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One press. A refusal stands beside its cause, and what was typed is still there."""
        step = request.POST.get("step", "")
        if step not in FORMS:
            return redirect(request.path)
        form = FORMS[step](request.POST)
        if not form.is_valid():
            return self._again(step, form)
        try:
            self._carry_out(step, form.cleaned_data)
        except Incomplete as refusal:
            show(form, refusal)
            return self._again(step, form)
        except Refusal as refusal:
            messages.error(request, refusal.message)
        else:
            letter = "" if step == "entry" else letter_note(self.renewal.endorsement.person)
            messages.success(request, f"{DONE[step]} {letter}".strip())
        return redirect(f"{request.path}#{form.cleaned_data['origin']}" if step == "entry" else request.path)

    def _again(self, step: str, form: forms.Form) -> HttpResponse:
        if step == "entry":
            messages.error(self.request, "Nothing was noted: choose what you found, in 300 characters.")
        return self.render_to_response(self.get_context_data(**{f"{step}_form": form}))

    def _carry_out(self, step: str, values: dict[str, Any]) -> None:
        whose: dict[str, Any] = {"renewal": self.renewal.pk, "by": self.request.user}
        match step:
            case "entry":
                judge_entry(**whose, **values)
            case "settle":
                settle_audit(**whose, outcome=Outcome(values["outcome"]), note=values["note"])
            case "undo":
                undo_outcome(**whose, reason=values["reason"])
            case _:
                ask_for_documents(**whose)

    def get_page_subtitle(self) -> str:
        """Whose."""
        return f"{self.renewal.endorsement.name}, {self.renewal.endorsement.number}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the season, the audit, this one."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(f"{SEASON}:index"), "label": SEASON_TITLE},
            {"url": reverse(f"{SEASON}:draws"), "label": "Audit"},
            {"url": "", "label": self.renewal.endorsement.number},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.renewal
        kwargs.pop("renewal", None)  # the address has its primary key under this name
        return super().get_context_data(
            **{
                "renewal": row,
                "case": case_of(row),
                "outcomes": EntryOutcome,
                "in_audit": row.status is RenewalState.IN_AUDIT,
                "may_ask": row.status is RenewalState.SUBMITTED,
                "may_undo": row.status in SETTLED,
                "settle_form": OutcomeForm(),
                "undo_form": UndoForm(),
                "events": row.events.select_related("actor"),
                "time_zone": named(row.endorsement.association),
                "file": address(row.endorsement),
                **kwargs,
            }
        )


def case_address(renewal: UUID) -> str:
    """Where the audit of a renewal is."""
    return reverse(f"{SEASON}:audit", args=[renewal])
