"""Holds: on whom, why and by whom; placed from a file, and lifted."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import TemplateView, View

from endorsement_plugin.desk.base import Step
from endorsement_plugin.errors import Refusal
from endorsement_plugin.models import Person
from endorsement_plugin.record.reasons import LONGEST
from endorsement_plugin.retention.actions.holding import lift_hold, place_hold
from endorsement_plugin.retention.queries.people import hold_on, holds_coordinated_by, people_held_by
from review_queue.typed.fields import Paragraphs

from .base import HOLDS, RetentionPage

SHOWN = 200


class HoldsView(RetentionPage, TemplateView):
    """Who is held, and who was."""

    template_name = "endorsement_plugin/admin/retention/holds.html"
    page_title = "Holds"
    by_coordinators = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = holds_coordinated_by(self.request.user).filter(association=self.association)
        rows = rows.select_related("person__user", "set_by", "lifted_by")
        return super().get_context_data(
            holds=rows.filter(lifted_at=None)[:SHOWN],
            former=rows.filter(lifted_at__isnull=False)[:SHOWN],
            **kwargs,
        )


class HoldForm(forms.Form):
    """Why."""

    reason = Paragraphs(
        label="Why everything is kept",
        help_text="A complaint, a court's order. Coordinators read it; the person does not.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        error_messages={"required": "Write the reason."},
    )


class HoldView(RetentionPage, Step):
    """Hold what is kept of one person."""

    template_name = "endorsement_plugin/admin/retention/hold.html"
    page_title = "A hold"
    form_class = HoldForm
    by_coordinators = True
    done = "Held. Nothing of this person goes until the hold is lifted."
    person: Person

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Somebody of this association, or a 404; nobody holds their own."""
        super().setup(request, *args, **kwargs)
        theirs = people_held_by(self.association).exclude(user_id=request.user.pk or 0)
        self.person = get_object_or_404(theirs.select_related("user"), pk=kwargs["person"])

    def carry_out(self, form: forms.Form) -> None:
        """Keep everything of them."""
        reason, by = form.cleaned_data["reason"], self.request.user
        place_hold(association=self.association, person=self.person.pk, reason=reason, by=by)

    def get_success_url(self) -> str:
        """The list of holds."""
        return reverse(HOLDS, args=[self.association.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        there = hold_on(self.person, self.association)
        return super().get_context_data(person=self.person, there=there, **kwargs)


class LiftView(RetentionPage, View):
    """Let the policy hold for somebody again."""

    by_coordinators = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An old link leads to the list, where the button is."""
        return redirect(HOLDS, code=self.association.code)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = get_object_or_404(
            holds_coordinated_by(request.user).filter(association=self.association), pk=kwargs["hold"]
        )
        try:
            lift_hold(hold=row.pk, by=request.user)
        except Refusal as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, "Lifted. From now on the policy holds for this person.")
        return redirect(HOLDS, code=self.association.code)
