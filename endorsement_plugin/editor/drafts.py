"""After a form was published with another structure: what becomes of applications that are being written."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.definitions.changes import differences
from endorsement_plugin.forms.actions import move_drafts
from endorsement_plugin.forms.queries import drafts_behind
from endorsement_plugin.models import Form
from endorsement_plugin.permissions import forms_published_by


class DraftsView(WagtailAdminTemplateMixin, FormView):
    """Keep them on the version they were begun with, or move them."""

    template_name = "endorsement_plugin/admin/drafts.html"
    form_class = forms.Form
    page_title = "Applications being written"
    header_icon = "doc-full"
    application_form: Form

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The form, or a 404 for anybody who does not publish its page."""
        super().setup(request, *args, **kwargs)
        self.application_form = get_object_or_404(forms_published_by(request.user), family=kwargs["family"])

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Carried out; keeping changes nothing and can be thought over later."""
        if self.request.POST.get("then") == "move":
            moved = move_drafts(form=self.application_form.family, by=self.request.user)
            many = "1 application is" if moved == 1 else f"{moved} applications are"
            messages.success(self.request, f"{many} on the new version now, with every answer.")
        else:
            messages.info(self.request, "They stay on the version they were begun with.")
        return redirect(self._page())

    def get_page_subtitle(self) -> str:
        """Which form."""
        return self.application_form.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the page, this question."""
        return [
            *self.breadcrumbs_items,
            {"url": self._page(), "label": self.application_form.title},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How many, on which versions, and what changed since the newest of these."""
        drafts = drafts_behind(self.application_form)
        current = self.application_form.versions.first()
        old = self.application_form.versions.filter(pk__in=drafts.values("form_version")).first()
        changes = list(differences(old.parsed, current.parsed)) if old and current else []
        return super().get_context_data(
            number=drafts.count(), old=old, current=current, changes=changes, back=self._page(), **kwargs
        )

    def _page(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.application_form.page_id])
