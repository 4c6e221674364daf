"""Who holds what, for whoever asked to be listed. Public, a page at a time."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate
from wagtail.api.v3.pagination import WagtailLimitOffsetPagination

from endorsement_plugin.associations.queries import association_for
from endorsement_plugin.clock import today
from endorsement_plugin.limits import READ_PUBLIC
from endorsement_plugin.models import Association, Endorsement
from endorsement_plugin.registry.conditions import Days
from endorsement_plugin.registry.details import in_full
from endorsement_plugin.registry.public import Search, network, numbered, search_in
from endorsement_plugin.registry.rules import MOST, answered, is_named, unindexed

from .schemas.registry import EndorsementOut, FormerOut

LONGEST = 100
"""Characters of what is asked for."""


class Pages(WagtailLimitOffsetPagination):
    """Wagtail's, for as far as a database can count."""

    class Input(WagtailLimitOffsetPagination.Input):
        offset: int = Field(default=0, ge=0, le=1_000_000)

    def paginate_queryset(self, queryset: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Each of the page with its add-ons, its association and what its holder lets be said."""
        page: dict[str, Any] = super().paginate_queryset(queryset, *args, **kwargs)
        return page | {"items": _in_full(page["items"])}


class SearchIn(Schema):
    q: str = Field(default="", description="Name and number.")
    state: str = Field(default="", description="active, inactive, emeritus, or empty for all.")
    credential: str = Field(default="", description="Its code.")
    county: str = ""
    discipline: str = ""
    language: str = ""
    network: bool = Field(default=False, description="Of all associations here that agreed to it.")


router = Router(tags=["registry"], auth=None, throttle=[READ_PUBLIC])


@router.get("/", response=list[EndorsementOut])
@paginate(Pages)
def list_endorsements(
    request: HttpRequest, response: HttpResponse, asked: Query[SearchIn]
) -> QuerySet[Endorsement]:
    """By name; 1,000 at the most. What was provisional until a day that has passed is inactive."""
    association = _association(request)
    days = network(association) if asked.network else {association: today(association)}
    if unindexed(days):
        response["X-Robots-Tag"] = "noindex"
    typed = {name: value[:LONGEST] for name, value in asked.dict(exclude={"network"}).items()}
    return search_in(days, Search(**typed))[:MOST]


@router.get("/{number:number}/", response=EndorsementOut | FormerOut)
def read_endorsement(request: HttpRequest, number: str, response: HttpResponse) -> Endorsement | FormerOut:
    """One endorsement, for whoever verifies it. What is held no longer is answered for without the name."""
    association = _association(request)
    row, day = numbered(association, number), today(association)
    if row is None:
        raise Http404("The registry has no entry with this number")
    named = is_named(row, association, day)
    if not named or unindexed([association]):
        response["X-Robots-Tag"] = "noindex"
    if not named:
        return FormerOut.of(row, answered(row, association, day))
    return in_full({association: day}, [row])[0]


def _in_full(rows: Iterable[Endorsement]) -> list[Endorsement]:
    found = list(rows)
    theirs = Association.objects.filter(pk__in={row.association_id for row in found}) if found else ()
    days: Days = {one: today(one) for one in theirs}
    return in_full(days, found)


def _association(request: HttpRequest) -> Association:
    association = association_for(request)
    if association is None:
        raise Http404("There is no registry here")
    return association
