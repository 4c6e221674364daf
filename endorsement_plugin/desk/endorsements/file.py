"""One endorsement as its association keeps it: where it comes from, what has happened to it, its letters."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.clock import keep_time_of
from endorsement_plugin.models import Endorsement
from endorsement_plugin.permissions import coordinates, endorsements_coordinated_by
from endorsement_plugin.rules.states import EndorsementState

from .panels import context_of

NAMESPACE = "endorsement_endorsements"


def address(endorsement: Endorsement) -> str:
    """Where its file is."""
    return reverse(f"{NAMESPACE}:inspect", args=[endorsement.pk])


class EndorsementFileView(WagtailAdminTemplateMixin, TemplateView):
    """The file, with the way to the application that it was granted on, if there is one to open."""

    template_name = "endorsement_plugin/admin/endorsement.html"
    page_title = "Endorsement"
    header_icon = "success"
    endorsement: Endorsement

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The endorsement, or a 404 for anybody who does not coordinate its association."""
        super().setup(request, *args, **kwargs)
        self.endorsement = get_object_or_404(self._rows(), pk=kwargs["pk"])
        keep_time_of(self.endorsement.association)

    def _rows(self) -> QuerySet[Endorsement]:
        rows = endorsements_coordinated_by(self.request.user)
        return rows.select_related("person__user", "credential", "association__site", "application")

    def get_page_subtitle(self) -> str:
        """Whose, and which."""
        return f"{self.endorsement.name}, {self.endorsement.number}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, endorsements, this one."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse_lazy(f"{NAMESPACE}:index"), "label": "Endorsements"},
            {"url": "", "label": self.endorsement.number},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Its panels, and whether it is provisional, so that it can be made a full one."""
        provisional = self.endorsement.status is EndorsementState.PROVISIONAL
        panels = context_of(self.request, self.endorsement)
        # Nobody enters their own, and only who coordinates enters any.
        own = self.endorsement.person.user_id == self.request.user.pk
        enters = not own and coordinates(self.request.user, self.endorsement.association)
        return super().get_context_data(is_provisional=provisional, enters_for=enters, **panels, **kwargs)
