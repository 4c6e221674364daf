"""Which association a page of the admin is about, for whoever has several."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import ListView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.permissions import associations_run_by


class AssociationMenuItem(MenuItem):
    """An entry of the menu for whoever writes or decides for an association."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Several entries ask; it is read once for a request."""
        if not hasattr(request, "runs_association"):
            request.runs_association = associations_run_by(request.user).exists()  # type: ignore[attr-defined]
        return request.runs_association  # type: ignore[attr-defined,no-any-return]


class ChooseAssociationView(WagtailAdminTemplateMixin, ListView):
    """Straight to the page of the only association; whoever has several chooses among `get_queryset`."""

    template_name = "endorsement_plugin/admin/associations.html"
    leads_to: ClassVar[str]
    """The name of the page's address, which takes the code of an association."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        mine = list(self.get_queryset()[:2])
        if len(mine) == 1:
            return redirect(self.leads_to, code=mine[0].code)
        return super().get(request, *args, **kwargs)
