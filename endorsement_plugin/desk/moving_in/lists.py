"""All imports of a coordinator's associations, and the form for the next one."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.conf import current
from endorsement_plugin.desk.base import CoordinatorsMixin
from endorsement_plugin.errors import Refusal
from endorsement_plugin.imports.actions.upload import too_large, upload_import
from endorsement_plugin.imports.forms import UploadForm
from endorsement_plugin.imports.queries import imports_coordinated_by
from endorsement_plugin.screens.uploads import capped_upload

from .base import NAMESPACE, address

SHOWN = 50
"""Imports on the page."""


class ImportsView(CoordinatorsMixin, WagtailAdminTemplateMixin, FormView):
    """Upload one, or open one that was uploaded."""

    template_name = "endorsement_plugin/admin/imports/list.html"
    page_title = "Import records"
    header_icon = "upload"
    form_class = UploadForm

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, moving in."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Whose associations are offered."""
        return {**super().get_form_kwargs(), "by": self.request.user}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Stored and being read, or refused in words beside the file."""
        try:
            row = upload_import(by=self.request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("file", refusal.message)
            return self.form_invalid(form)
        return redirect(address(row.pk))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The latest ones."""
        rows = imports_coordinated_by(self.request.user).select_related("association", "uploaded_by")
        return super().get_context_data(
            imports=rows[:SHOWN],
            most_bytes=current().IMPORT_MAX_BYTES,
            most_rows=current().IMPORT_MAX_ROWS,
            kept_days=current().IMPORT_KEPT_DAYS,
            **kwargs,
        )


def _refuse_too_large(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    messages.error(request, too_large().message)
    return redirect(f"{NAMESPACE}:index")


def _of_import() -> int:
    return current().IMPORT_MAX_BYTES


imports_view = capped_upload(_refuse_too_large, _of_import)(ImportsView.as_view())
