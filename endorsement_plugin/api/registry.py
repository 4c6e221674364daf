"""Who holds what, for whoever asked to be listed. Public, a page at a time."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router
from ninja.pagination import paginate
from wagtail.api.v3.pagination import WagtailLimitOffsetPagination

from endorsement_plugin.associations.queries import association_for
from endorsement_plugin.clock import today
from endorsement_plugin.limits import READ_PUBLIC
from endorsement_plugin.models import Association, Endorsement
from endorsement_plugin.registry.queries import registry, with_add_ons

from .schemas.registry import EndorsementOut


class Pages(WagtailLimitOffsetPagination):
    """Wagtail's, for as far as a database can count."""

    class Input(WagtailLimitOffsetPagination.Input):
        offset: int = Field(default=0, ge=0, le=1_000_000)

    def paginate_queryset(self, queryset: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Each of the page with its add-ons."""
        page: dict[str, Any] = super().paginate_queryset(queryset, *args, **kwargs)
        return page | {"items": _with_add_ons(page["items"])}


router = Router(tags=["registry"], auth=None, throttle=[READ_PUBLIC])


@router.get("/", response=list[EndorsementOut])
@paginate(Pages)
def list_endorsements(request: HttpRequest, q: str = "", state: str = "") -> QuerySet[Endorsement]:
    """By name. `q` searches name and number, `state` is active, inactive, or empty for both.

    What was provisional until a day that has passed is inactive.
    """
    return _listed(request, q=q[:100], state=state)


@router.get("/{str:number}/", response=EndorsementOut)
def read_endorsement(request: HttpRequest, number: str) -> Endorsement:
    """One endorsement, for whoever verifies it."""
    found = get_object_or_404(_listed(request), number__iexact=number)
    return _with_add_ons([found])[0]


def _with_add_ons(rows: Iterable[Endorsement]) -> list[Endorsement]:
    """All of them are of one association: that of the site."""
    found = list(rows)
    association = Association.objects.get(pk=found[0].association_id) if found else None
    return with_add_ons(association, found, today(association)) if association else found


def _listed(request: HttpRequest, q: str = "", state: str = "") -> QuerySet[Endorsement]:
    association = association_for(request)
    if association is None:
        raise Http404("There is no registry here")
    return registry(association, today(association), q=q, state=state)
