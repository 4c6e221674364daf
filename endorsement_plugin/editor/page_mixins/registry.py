from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField

from endorsement_plugin.associations.queries import association_for, association_of
from endorsement_plugin.associations.rules import about_complaints
from endorsement_plugin.clock import keep_time_of, today
from endorsement_plugin.limits import READ_PUBLIC, too_often
from endorsement_plugin.models import Association, Credential
from endorsement_plugin.registry.choices import values_in
from endorsement_plugin.registry.conditions import Days
from endorsement_plugin.registry.details import in_full
from endorsement_plugin.registry.public import (
    FACETS,
    Search,
    met_by_former_name,
    network,
    numbered,
    search_in,
)
from endorsement_plugin.registry.rules import MOST, answered, is_named, unindexed
from review_queue.typed.cleaning import clean

from .base import PagePart

PAGE = 30
"""Lines on a page of the registry."""
LONGEST = 100
"""Characters of what is asked for."""
TEMPLATES = "endorsement_plugin/pages/registry"


class RegistryPageMixin(RoutablePageMixin, PagePart):
    """Who holds what: a search over those who asked to be listed, and a page for each to verify by."""

    intro = RichTextField(blank=True)
    whole_network = models.BooleanField(
        "search the whole network",
        default=False,
        help_text="All associations here that agreed to it in their settings, not yours alone.",
    )

    content_panels_own = [FieldPanel("intro"), FieldPanel("whole_network")]

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """As often as the API answers, and counted together with it."""
        if not READ_PUBLIC.allow_request(request):
            return too_often(request, READ_PUBLIC)
        response: HttpResponse = super().serve(request, *args, **kwargs)
        return response

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """None where search engines are told to leave it out."""
        association = association_of(self)
        if association is not None and unindexed(self._days(association)):
            return []
        urls: list[dict[str, Any]] = super().get_sitemap_urls(request)
        return urls

    @path("")
    def listing(self, request: HttpRequest) -> HttpResponse:
        """The list, by name; `number` asks for one, as it is typed, or where no address can hold it."""
        if number := request.GET.get("number", "").strip():
            return self.endorsement(request, number)  # type: ignore[no-any-return]
        association = _association(request)
        days, search = self._days(association), search_of(request)
        found = Paginator(search_in(days, search)[: MOST + 1], PAGE).get_page(request.GET.get("p"))
        found.object_list = in_full(days, found.object_list)
        asked = {name: value for name, value in vars(search).items() if value}
        context: dict[str, Any] = {
            "association": association,
            "about_complaints": "" if self.whole_network else about_complaints(association),
            "search": search,
            "asked": urlencode(asked),
            "endorsements": found,
            "found_before": [row.pk for row in found if met_by_former_name(row, search.q)],
            "most": MOST,
            "is_more": found.paginator.count > MOST,
            "credentials": _credentials(days),
            "values": values_in(days),
        }
        return self._said(request, "page", days, context)

    @path("<path:number>/", name="endorsement")
    def endorsement(self, request: HttpRequest, number: str) -> HttpResponse:
        """One endorsement, for whoever verifies it; in the network with its association's code before it."""
        association = _association(request)
        days = self._days(association)
        if self.whole_network:
            code, _, number = number.partition("/")
            association = next((one for one in days if one.code == code), association)
        day = days[association]
        row = numbered(association, number)
        context: dict[str, Any] = {"association": association, "number": clean(number)[:LONGEST]}
        if row is None:
            return self._said(request, "miss", days, context, status=404)
        if not is_named(row, association, day):
            context |= {"endorsement": row, "answer": answered(row, association, day)}
            return self._said(request, "former", days, context)
        (endorsement,) = in_full({association: day}, [row])
        context |= {"endorsement": endorsement, "about_complaints": about_complaints(association)}
        return self._said(request, "entry", days, context)

    def _days(self, association: Association) -> Days:
        return network(association) if self.whole_network else {association: today(association)}

    def _said(
        self, request: HttpRequest, name: str, days: Days, context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        """A page that search engines keep only if it names people, and nobody minds."""
        noindex = name in ("miss", "former") or unindexed(days)
        response: HttpResponse = self.render(
            request, context_overrides=context | {"noindex": noindex}, template=f"{TEMPLATES}/{name}.html"
        )
        response.status_code = status
        if noindex:
            response["X-Robots-Tag"] = "noindex"
        return response


def search_of(request: HttpRequest) -> Search:
    """What a visitor asks for in the address."""
    names = ("q", "state", "credential", *FACETS)
    return Search(**{name: clean(request.GET.get(name, ""))[:LONGEST].strip() for name in names})


def _credentials(days: Days) -> list[tuple[str, str]]:
    """Code and name of what can be chosen, each code once."""
    theirs = Credential.objects.filter(association__in=[one.pk for one in days], retired=False)
    rows = theirs.order_by("position", "code").values_list("code", "name")
    return list({code.casefold(): (code, name) for code, name in reversed(rows)}.values())[::-1]


def _association(request: HttpRequest) -> Association:
    association = association_for(request)
    if association is None:
        raise Http404
    keep_time_of(association)
    return association
