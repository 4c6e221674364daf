"""Wagtail's API lists every live page to everybody. Those that are for editors only are taken out of it.

Wagtail has no hook for it (the API is a preview), and a view restriction would turn a 404 into an invitation
to sign in. So the one function that its routes get their pages from is wrapped, here and nowhere else.
"""

from typing import Any

from django.http import HttpRequest
from wagtail.api.v3.routers import pages
from wagtail.query import PageQuerySet

from endorsement_plugin.page_mixins.private import public

_all_live = pages.get_pages_queryset


def hide_private_pages() -> None:
    """From now on its answers know public pages only; those to an editor's token, the others too."""
    pages.get_pages_queryset = _public


def _public(request: HttpRequest, *model: Any, **more: Any) -> PageQuerySet:
    found: PageQuerySet = _all_live(request, *model, **more)
    return found if request.user.is_authenticated else public(found)
