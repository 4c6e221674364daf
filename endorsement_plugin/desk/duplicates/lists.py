"""All pairs that a coordinator may settle."""

from typing import Any

from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.desk.base import CoordinatorsMixin
from endorsement_plugin.joining.pairs import pairs_for

NAMESPACE = "endorsement_duplicates"
SHOWN = 100
"""Pairs on the page; settling some shows the next."""


class DuplicatesView(CoordinatorsMixin, WagtailAdminTemplateMixin, TemplateView):
    """Those to look at, and those that somebody has said to be two people."""

    template_name = "endorsement_plugin/admin/duplicates/list.html"
    page_title = "Duplicates"
    header_icon = "group"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, this list."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Both lists."""
        pairs = pairs_for(self.request.user)
        likely = [pair for pair in pairs if pair.apart is None]
        return super().get_context_data(
            likely=likely[:SHOWN],
            more=len(likely) - SHOWN if len(likely) > SHOWN else 0,
            apart=[pair for pair in pairs if pair.apart is not None][:SHOWN],
            **kwargs,
        )
