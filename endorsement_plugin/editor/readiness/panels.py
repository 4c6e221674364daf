"""Where editors see it: above the page's fields, and on the home of the admin."""

from typing import Any

from django.contrib.auth.models import Group
from django.http import HttpRequest
from wagtail.admin.panels import Panel
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Site

from endorsement_plugin.editor.page_mixins.credentials import CredentialPageMixin

from .points import missing_of, points_of

MOST = 12
"""Credentials that the home page looks into."""


class ReadinessPanel(Panel):
    """What is there and what is missing, of the page as it is published."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "endorsement_plugin/admin/readiness.html"

        def is_shown(self) -> bool:
            """As soon as the page is there."""
            return self.instance.pk is not None and super().is_shown()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The points, and how many are missing."""
            points = points_of(self.instance)
            missing = sum(not point.is_there for point in points)
            return {**super().get_context_data(parent_context), "points": points, "missing": missing}


class CredentialsPanel(Component):
    """The credentials of the editor's own association that nobody can apply for as they stand."""

    name = "endorsement_readiness"
    order = 95
    template_name = "endorsement_plugin/admin/readiness_home.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Each with what it lacks."""
        mine = Group.objects.filter(user=self.request.user.pk).values("pk")
        sites = Site.objects.filter(association__editors__in=mine)
        homes = Page.objects.filter(pk__in=sites.values("root_page"))
        found = [page for home in homes for page in _credentials_below(home)]
        lacking = [(page, missing) for page in found[:MOST] if (missing := missing_of(page))]
        return {"lacking": lacking, "known": bool(found)}


def _credentials_below(home: Page) -> list[Any]:
    pages = home.get_descendants().type(CredentialPageMixin).filter(alias_of=None)
    return list(pages.defer_streamfields().specific()[:MOST])
