"""Switching it on, by whoever has seen the numbers, and off."""

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView

from endorsement_plugin.errors import Refusal
from endorsement_plugin.models import Retention
from endorsement_plugin.retention.actions.terms import switch_off, switch_on
from endorsement_plugin.retention.queries.due import numbers, preview, revision_of

from .base import PLAN, RetentionPage

UNREADABLE = "The numbers did not come with the page. Look at them again and confirm them."


class ConfirmForm(forms.Form):
    """That these numbers were seen."""

    seen = forms.CharField(widget=forms.HiddenInput, error_messages={"required": UNREADABLE})
    revision = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": UNREADABLE, "invalid": UNREADABLE}
    )
    understood = forms.BooleanField(
        label="I have looked at these numbers. What goes cannot be brought back.",
        error_messages={"required": "Tick that you have looked at the numbers."},
    )

    def clean(self) -> dict[str, Any]:
        """What is wrong with what nobody sees is said above the form."""
        if {"seen", "revision"} & self.errors.keys():
            self.add_error(None, UNREADABLE)
        return super().clean() or {}

    def clean_seen(self) -> dict[str, int]:
        """How many of each kind. Raises ValidationError for what this page never wrote."""
        try:
            seen = json.loads(self.cleaned_data["seen"])
        except (ValueError, RecursionError):
            raise forms.ValidationError(UNREADABLE) from None
        if not isinstance(seen, dict) or not all(isinstance(one, int) for one in seen.values()):
            raise forms.ValidationError(UNREADABLE)
        return seen


class SwitchView(RetentionPage, FormView):
    """The numbers of the next run, and the press."""

    template_name = "endorsement_plugin/admin/retention/switch.html"
    page_title = "Switch it on"
    form_class = ConfirmForm
    by_coordinators = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """On needs the numbers; off needs no more than the press."""
        if request.POST.get("then") != "off":
            return super().post(request, *args, **kwargs)
        try:
            switch_off(association=self.association, by=request.user)
        except Refusal as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, "Switched off. Nothing goes from the next batch on.")
        return redirect(PLAN, code=self.association.code)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        shown = {name: form.cleaned_data[name] for name in ("seen", "revision")}
        try:
            switch_on(association=self.association, by=self.request.user, day=self.today, **shown)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        there = self.association.retention_runs.filter(day=self.today).exists()
        begins = "The next run begins tomorrow" if there else "The first run begins within the hour"
        messages.success(self.request, f"Switched on. {begins}.")
        return redirect(PLAN, code=self.association.code)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        revision = revision_of(self.association)  # before what is shown, never after it
        lines = preview(self.association, self.today)
        there = numbers(lines)
        return super().get_context_data(
            lines=[line for line in lines if line.goes],
            stays=[line for line in lines if line.stays],
            total=sum(there.values()),
            seen=json.dumps(there),
            revision=revision,
            asks_again=Retention.objects.filter(association=self.association)
            .values_list("asks_again", flat=True)
            .first(),
            **kwargs,
        )
