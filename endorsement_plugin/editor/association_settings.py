"""What an association's own people change about it: contact, looks, zone and calendar, with the history."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.associations.actions import change_settings
from endorsement_plugin.associations.forms import LABELS, SettingsForm
from endorsement_plugin.associations.queries import roles_in
from endorsement_plugin.associations.rules import changeable
from endorsement_plugin.certificates.actions.keys import SETTING as KEY
from endorsement_plugin.clock import keep_time_of
from endorsement_plugin.editor.page_mixins.beside import shown
from endorsement_plugin.models import Association
from endorsement_plugin.permissions import associations_run_by
from endorsement_plugin.policies.actions import SETTING as POLICY
from endorsement_plugin.renewals.actions.holds import SETTING as CLOCK
from endorsement_plugin.retention.rules.kinds import SETTINGS
from endorsement_plugin.rules.windows import read
from endorsement_plugin.screens.associations import AssociationMenuItem, ChooseAssociationView
from endorsement_plugin.vocabulary.actions import PUBLISHED

LIST, ONE = "endorsement_associations", "endorsement_association"
SHOWN = 30
"""Events on the page."""
OTHERS = {
    PUBLISHED: "Published competency framework",
    POLICY: "Renewal policy",
    KEY: "Key of badges",
    CLOCK: "The clock of renewals held for everybody",
    **SETTINGS,
}
"""What the history tells beside the settings of the page."""


class AssociationsView(ChooseAssociationView):
    """Whose settings."""

    leads_to = ONE
    page_title = "Associations"
    header_icon = "home"

    def get_queryset(self) -> Any:
        return associations_run_by(self.request.user)


class SettingsView(WagtailAdminTemplateMixin, FormView):
    """One association's."""

    template_name = "endorsement_plugin/admin/association.html"
    form_class = SettingsForm
    page_title = "Association"
    header_icon = "home"
    association: Association

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The association, or a 404 for anybody who neither writes nor decides for it."""
        super().setup(request, *args, **kwargs)
        self.association = get_object_or_404(associations_run_by(request.user), code=kwargs["code"])
        keep_time_of(self.association)

    def get_form_kwargs(self) -> dict[str, Any]:
        may_change = changeable(roles_in(self.request.user, self.association))
        return super().get_form_kwargs() | {"instance": self.association, "may_change": may_change}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Nothing changed is nothing said twice."""
        assert isinstance(form, SettingsForm)
        association = Association.objects.get(pk=self.association.pk)
        changed = change_settings(association=association, by=self.request.user, changes=form.changes())
        names = ", ".join(LABELS[name] for name in changed)
        messages.success(self.request, f"Saved: {names}." if changed else "Nothing was different.")
        return redirect(ONE, code=association.code)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the association."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.association.short_name}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        events = self.association.events.select_related("actor")[:SHOWN]
        labels = LABELS | OTHERS
        history = [
            (event, labels.get(event.setting, event.setting), _said(event.before), _said(event.after))
            for event in events
        ]
        window = read(self.association.windows)
        dates = shown(window, self.association) if window else None
        return super().get_context_data(association=self.association, history=history, dates=dates, **kwargs)


def _said(kept: str) -> str:
    """A value as people say it."""
    return {"True": "yes", "False": "no"}.get(kept, kept)


class OwnMenuItem(AssociationMenuItem):
    """The way to it, for whoever runs an association."""

    def __init__(self) -> None:
        super().__init__("Association", reverse(LIST), name="association", icon_name="home", order=540)


__all__ = ["LIST", "ONE", "AssociationsView", "OwnMenuItem", "SettingsView"]
