"""Where editors see it: above the page's fields, and on the home of the admin."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from wagtail.admin.panels import Panel
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.query import PageQuerySet

from endorsement_plugin.associations.queries import association_of
from endorsement_plugin.editor.page_mixins.base import family_of
from endorsement_plugin.editor.page_mixins.credentials import CredentialPageMixin
from endorsement_plugin.editor.page_mixins.granting import parts_of
from endorsement_plugin.permissions import associations_edited_by

from .points import points_of, to_look_at

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
            """The points, how many are missing, and whether it is granted without an application."""
            points = points_of(self.instance)
            counted = {
                "points": points,
                "missing": sum(not point.is_there for point in points),
                "nobody_applies": bool(parts_of(family_of(self.instance))),
            }
            return {**super().get_context_data(parent_context), **counted}


class CredentialsPanel(Component):
    """Whether people can apply, for each credential of the associations that somebody writes for."""

    name = "endorsement_readiness"
    order = 95
    template_name = "endorsement_plugin/admin/readiness_home.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Each with what it lacks, and with days that have passed."""
        mine = associations_edited_by(self.request.user)
        homes = Page.objects.filter(pk__in=mine.values("site__root_page"))
        found = list(_credentials_below(homes)[: MOST + 1])
        several = len(mine) > 1
        lacking = [
            (page, association_of(page) if several else None, points)
            for page in found[:MOST]
            if (points := to_look_at(page))
        ]
        return {"lacking": lacking, "known": bool(found), "most": MOST if len(found) > MOST else 0}


def _credentials_below(homes: Iterable[Page]) -> PageQuerySet:
    pages = Page.objects.type(CredentialPageMixin).filter(alias_of=None)
    below = reduce(or_, (pages.descendant_of_q(home) for home in homes), Q(pk__in=[]))
    return pages.filter(below).defer_streamfields().specific()
