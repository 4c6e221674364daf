"""The policy with its preview: what is kept for how long, what would go, and what stays."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import ListView, TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.models import Retention, RetentionRun
from endorsement_plugin.permissions import associations_run_by, coordinates
from endorsement_plugin.retention.queries.due import numbers, preview
from endorsement_plugin.retention.rules.kinds import KEEPINGS
from endorsement_plugin.retention.rules.terms import Kind
from endorsement_plugin.screens.associations import AssociationMenuItem

from .base import AHEAD, ICON, LIST, PLAN, RetentionPage

RUNS = 14
"""Runs on the page."""


class RetentionMenuItem(AssociationMenuItem):
    """The way to it, for whoever runs an association."""

    def __init__(self) -> None:
        super().__init__("Retention", reverse(LIST), name="retention", icon_name=ICON, order=545)


class RetentionsView(WagtailAdminTemplateMixin, ListView):
    """Straight to the only one; whoever runs several chooses."""

    template_name = "endorsement_plugin/admin/retention/list.html"
    page_title = "Retention"
    header_icon = ICON

    def get_queryset(self) -> Any:
        return associations_run_by(self.request.user).order_by("name")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        mine = list(self.get_queryset()[:2])
        if not mine:
            raise Http404("No association to look after")
        if len(mine) == 1:
            return redirect(PLAN, code=mine[0].code)
        return super().get(request, *args, **kwargs)


class DayForm(forms.Form):
    """Another day to look at."""

    day = forms.DateField(
        label="What would go by another day",
        required=False,
        help_text="As if nothing were added or changed until then.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class PlanView(RetentionPage, TemplateView):
    """Kind by kind: its time, what goes on the next run and on the day that is looked at, and what stays."""

    template_name = "endorsement_plugin/admin/retention/plan.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One query for each kind and day that is shown, however many rows there are."""
        now = preview(self.association, self.today)
        later = preview(self.association, self.day) if self.day != self.today else now
        switch = Retention.objects.select_related("switched_by").filter(association=self.association).first()
        return super().get_context_data(
            lines=list(zip(now, later, strict=True)),
            total=sum(numbers(now).values()),
            total_later=sum(numbers(later).values()),
            day=self.day,
            is_later=self.day != self.today,
            refused_day="day" in self.request.GET and self.request.GET["day"] != str(self.day),
            years_ahead=AHEAD // 12,
            form=DayForm(initial={"day": self.day}),
            switch=switch,
            may_decide=coordinates(self.request.user, self.association),
            runs=[(run, _in_words(run)) for run in self.association.retention_runs.all()[:RUNS]],
            held=self.association.retention_holds.filter(lifted_at=None).count(),
            **kwargs,
        )


def _in_words(run: RetentionRun) -> list[tuple[str, int]]:
    return [(KEEPINGS[Kind(kind)].words, number) for kind, number in run.counts.items() if kind in set(Kind)]
