"""What every page about one import has in common."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.clock import keep_time_of
from endorsement_plugin.imports.queries import imports_coordinated_by
from endorsement_plugin.models import Import

NAMESPACE = "endorsement_imports"


def address(source: UUID, name: str = "one") -> str:
    """Where a page about it is."""
    return reverse(f"{NAMESPACE}:{name}", args=[source])


class ImportMixin(WagtailAdminTemplateMixin):
    """The import, or a 404 for anybody who does not coordinate its association."""

    header_icon = "upload"
    source: Import
    request: HttpRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Get it."""
        super().setup(request, *args, **kwargs)
        rows = imports_coordinated_by(request.user).select_related("association", "uploaded_by")
        self.source = get_object_or_404(rows, pk=kwargs["pk"])
        keep_time_of(self.source.association)

    def get_page_subtitle(self) -> str:
        """Which file."""
        return f"{self.source.get_kind_display()}: {self.source.original_name}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, moving in, this file."""
        return [
            *self.breadcrumbs_items,  # type: ignore[has-type]
            {"url": reverse_lazy(f"{NAMESPACE}:index"), "label": "Import records"},
            {"url": address(self.source.pk), "label": self.source.original_name},
        ]
