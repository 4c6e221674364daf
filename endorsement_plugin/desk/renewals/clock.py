"""What the clock will do in the coming days, and how a coordinator holds it for everybody."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.views.generic import FormView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.clock import keep_time_of, named, today
from endorsement_plugin.errors import Refusal
from endorsement_plugin.models import Association
from endorsement_plugin.permissions import associations_coordinated_by, is_coordinator
from endorsement_plugin.renewals.actions.holds import hold_clock, let_clock_go
from endorsement_plugin.renewals.queries.clock import DAYS_AHEAD, ahead, hold_on, holds_of
from endorsement_plugin.screens.associations import ChooseAssociationView
from review_queue.typed.fields import Line

from .coming import Coming

LIST, ONE = "endorsement_clocks", "endorsement_clock"
ICON = "time"
TITLE = "Automatic steps"


def urls() -> list[URLPattern]:
    """Where it is, in the admin."""
    return [
        path("endorsement/clock/", ClocksView.as_view(), name=LIST),
        path("endorsement/clock/<slug:code>/", ClockView.as_view(), name=ONE),
    ]


class HoldForm(forms.Form):
    """Until when, and why."""

    until = forms.DateField(
        label="Hold it until",
        help_text="The last day on which nobody is written to and nothing lapses.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = Line(label="Why", max_length=300, help_text="Your colleagues read it.")


class ClockMenuItem(MenuItem):
    """The way to it, for those who coordinate an association."""

    def __init__(self) -> None:
        super().__init__(TITLE, reverse(LIST), name="renewal-clock", icon_name=ICON, order=162)

    def is_shown(self, request: HttpRequest) -> bool:
        return is_coordinator(request.user)


class ClocksView(ChooseAssociationView):
    """Whose coming days; a 404 for whoever coordinates none."""

    leads_to = ONE
    page_title = TITLE
    header_icon = ICON

    def get_queryset(self) -> Any:
        return associations_coordinated_by(self.request.user).order_by("name")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.get_queryset().exists():
            raise Http404("No association to look after")
        return super().get(request, *args, **kwargs)


class ClockView(WagtailAdminTemplateMixin, FormView):
    """By day: whom the clock will write to, and what it will move, unless somebody acts before."""

    template_name = "endorsement_plugin/admin/clock.html"
    form_class = HoldForm
    page_title = TITLE
    header_icon = ICON
    association: Association

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The association, or a 404 for anybody who does not coordinate it."""
        super().setup(request, *args, **kwargs)
        mine = associations_coordinated_by(request.user)
        self.association = get_object_or_404(mine, code=kwargs["code"])
        keep_time_of(self.association)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Hold it, or let it go."""
        if request.POST.get("then") != "go":
            return super().post(request, *args, **kwargs)
        try:
            let_clock_go(association=self.association, by=request.user, today=self.day)
            messages.success(request, "The clock goes on. What was held back is warned of a week before.")
        except Refusal as refusal:
            messages.error(request, refusal.message)
        return redirect(ONE, code=self.association.code)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        said = form.cleaned_data
        try:
            hold_clock(association=self.association, by=self.request.user, today=self.day, **said)
        except Refusal as refusal:
            form.add_error("until", refusal.message)
            return self.form_invalid(form)
        messages.success(self.request, "The clock is held for everybody.")
        return redirect(ONE, code=self.association.code)

    @property
    def day(self) -> date:
        """Today, where the association is."""
        return today(self.association)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            association=self.association,
            coming=Coming(ahead(self.association, self.day), self.request.GET),
            ahead=DAYS_AHEAD,
            hold=hold_on(self.association, self.day),
            holds=holds_of([self.association.pk])[:20],
            zone=named(self.association),
            **kwargs,
        )
