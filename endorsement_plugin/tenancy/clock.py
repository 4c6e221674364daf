"""The admin's times: those of the association, entered and shown, wherever the person or the server is."""

from collections.abc import Callable
from datetime import tzinfo
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.admin import auth
from wagtail.models import Page

from endorsement_plugin.associations.queries import association_of
from endorsement_plugin.permissions import Visitor, associations_edited_by, coordinated_by

_localized = auth.get_localized_response
PAGES = "wagtailadmin_pages"
OF_A_PAGE = ("page_id", "parent_page_id", "page_to_move_id", "pk")


def wrap() -> None:
    """From now on every view of the admin runs, and is rendered, in an association's time."""
    auth.get_localized_response = _in_the_associations_time


def _in_the_associations_time(
    view: Callable[..., HttpResponse], request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponse:
    """Wagtail's own choice, the profile's, holds around this, for who works for several zones."""

    @wraps(view)
    def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with timezone.override(_zone_of_page(request, args, kwargs) or _zone_of(request.user) or _now()):
            response = view(request, *args, **kwargs)
            return _rendered_in(_now(), response)

    return _localized(inside, request, *args, **kwargs)


def _rendered_in(zone: tzinfo, response: HttpResponse) -> HttpResponse:
    """A view may have found out whose time it is (`keep_time_of`); its page is drawn in that."""
    render = getattr(response, "render", None)
    if render is not None:

        def rendered() -> Any:
            with timezone.override(zone):
                return render()

        response.render = rendered  # type: ignore[attr-defined]
    return response


def _now() -> tzinfo:
    return timezone.get_current_timezone()


def _zone_of_page(request: HttpRequest, args: Any, kwargs: dict[str, Any]) -> ZoneInfo | None:
    """That of the association whose page is worked on."""
    match = request.resolver_match
    if match is None or PAGES not in match.namespaces:
        return None
    pk = next((kwargs[name] for name in OF_A_PAGE if name in kwargs), args[-1] if args else None)
    page = Page.objects.filter(pk=pk).first() if isinstance(pk, int) or str(pk).isdecimal() else None
    association = association_of(page) if page else None
    return association.zone if association else None


def _zone_of(user: Visitor) -> ZoneInfo | None:
    """That of the associations somebody coordinates, or else edits, if they are all in one."""
    zones = {one.time_zone for one in coordinated_by(user)} or set(
        associations_edited_by(user).values_list("time_zone", flat=True)
    )
    return ZoneInfo(zones.pop()) if len(zones) == 1 else None
