"""Wagtail's API lists every live page to everybody. Those that are for editors only are taken out of it.

Wagtail has no hook for it (the API is a preview), and a view restriction would turn a 404 into an invitation
to sign in. So the one function that its routes get their pages from is wrapped, here and nowhere else.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from wagtail.api.v3.routers import pages
from wagtail.query import PageQuerySet

PageFilter = Callable[[PageQuerySet], PageQuerySet]

_all_live = pages.get_pages_queryset


def hide_private_pages(public: PageFilter) -> None:
    """From now on its answers hold what `public` leaves; those to an editor's token, the others too."""

    def visible(request: HttpRequest, *model: Any, **more: Any) -> PageQuerySet:
        rows: PageQuerySet = _all_live(request, *model, **more)
        return rows if request.user.is_authenticated else public(rows)

    pages.get_pages_queryset = visible
