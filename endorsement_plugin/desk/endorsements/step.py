"""What every step of a coordinator with an endorsement has in common."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.clock import keep_time_of
from endorsement_plugin.models import Endorsement
from endorsement_plugin.permissions import endorsements_decided_by

from .file import NAMESPACE, address


class EndorsementStepView(WagtailAdminTemplateMixin, FormView):
    """A page with a form about an endorsement that the visitor may move."""

    template_name = "endorsement_plugin/admin/step.html"
    header_icon = "success"
    explanation = ""
    button = ""
    danger = False
    endorsement: Endorsement

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The endorsement, or a 404 for anybody who may not decide about it: nobody moves their own."""
        super().setup(request, *args, **kwargs)
        rows = endorsements_decided_by(request.user)
        with_them = rows.select_related("person__user", "credential", "association__site")
        self.endorsement = get_object_or_404(with_them, pk=kwargs["pk"])
        keep_time_of(self.endorsement.association)

    def get_page_subtitle(self) -> str:
        """Whose, and which."""
        return f"{self.endorsement.name}, {self.endorsement.number}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, endorsements, this one, this step."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse_lazy(f"{NAMESPACE}:index"), "label": "Endorsements"},
            {"url": address(self.endorsement), "label": self.endorsement.number},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page says."""
        return super().get_context_data(
            step=self, endorsement=self.endorsement, back=address(self.endorsement), **kwargs
        )
