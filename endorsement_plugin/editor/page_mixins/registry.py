from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField

from endorsement_plugin.associations.queries import association_for
from endorsement_plugin.clock import keep_time_of, today
from endorsement_plugin.limits import READ_PUBLIC, too_often
from endorsement_plugin.models import Association
from endorsement_plugin.registry.queries import registry, with_add_ons

from .base import PagePart

PAGE = 30
"""Lines on a page of the registry."""


class RegistryPageMixin(RoutablePageMixin, PagePart):
    """Who holds what: a search over those who asked to be listed, and a page for each to verify by."""

    intro = RichTextField(blank=True)

    content_panels_own = [FieldPanel("intro")]

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """As often as the API answers, and counted together with it."""
        if not READ_PUBLIC.allow_request(request):
            return too_often(request, READ_PUBLIC)
        response: HttpResponse = super().serve(request, *args, **kwargs)
        return response

    @path("")
    def listing(self, request: HttpRequest) -> HttpResponse:
        """The list, by name."""
        q, state = request.GET.get("q", "").strip()[:100], request.GET.get("state", "")
        association = _association(request)
        day = today(association)
        found = registry(association, day, q=q, state=state)
        shown = Paginator(found, PAGE).get_page(request.GET.get("p"))
        shown.object_list = with_add_ons(association, shown.object_list, day)
        context: dict[str, Any] = {
            "association": association_for(request),
            "q": q,
            "state": state,
            "endorsements": shown,
        }
        return self.render(
            request, context_overrides=context, template="endorsement_plugin/pages/registry_page.html"
        )

    @path("<str:number>/", name="endorsement")
    def endorsement(self, request: HttpRequest, number: str) -> HttpResponse:
        """One endorsement, for whoever verifies it."""
        association = _association(request)
        day = today(association)
        found = get_object_or_404(registry(association, day), number__iexact=number)
        (endorsement,) = with_add_ons(association, [found], day)
        context = {"association": association_for(request), "endorsement": endorsement}
        return self.render(
            request, context_overrides=context, template="endorsement_plugin/pages/endorsement_page.html"
        )


def _association(request: HttpRequest) -> Association:
    association = association_for(request)
    if association is None:
        raise Http404
    keep_time_of(association)
    return association
