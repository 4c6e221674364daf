"""A code names one credential of an association: what would publish a second is refused before it begins."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.models import Page

from endorsement_plugin.models import Association, Credential

from .credentials import CredentialPageMixin

TAKEN = (
    "Nothing was {done}. Another credential of the association has the code {codes}. "
    "Copy without publishing, give the copy a code of its own, then publish it."
)


def refuse_published_copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    """For `before_copy_page`."""
    if request.method != "POST" or not request.POST.get("publish_copies") or request.POST.get("alias"):
        return None
    parent = Page.objects.filter(pk=_number(request.POST.get("new_parent_page"))).first()
    pages = _tree(page, bool(request.POST.get("copy_subpages")))
    codes = {credential.code for credential in _credentials(pages) if credential.live}
    return _refused(request, parent and _taken(parent, codes), "copied")


def refuse_publishing(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """For `before_bulk_action`, which publishes without the page's form."""
    if action_type != "publish":
        return None
    below = bool(request.POST.get("include_descendants"))
    chosen = [descendant for page in objects if isinstance(page, Page) for descendant in _tree(page, below)]
    newest = [page.get_latest_revision_as_object() for page in _credentials(chosen)]
    taken = {code for page in newest for code in _taken(page, {page.code}, page.translation_key)}
    return _refused(request, taken, "published")


def _tree(page: Page, below: bool) -> Iterable[Page]:
    return page.get_descendants(inclusive=True) if below else [page]


def _credentials(pages: Iterable[Any]) -> list[Any]:
    return [specific for page in pages if isinstance(specific := page.specific, CredentialPageMixin)]


def _taken(place: Page, codes: Iterable[str], but: UUID | None = None) -> set[str]:
    """Those of the codes that a credential of another family has in the association of this place."""
    association = Association.objects.filter(site=place.get_site()).first()
    rows = Credential.objects.filter(association=association, code__in=codes).values_list("code", "family")
    return {code for code, family in rows if family != but}


def _refused(request: HttpRequest, codes: Iterable[str] | None, done: str) -> HttpResponse | None:
    if not codes:
        return None
    messages.error(request, TAKEN.format(done=done, codes=", ".join(sorted(codes))))
    return redirect(request.get_full_path() if done == "copied" else "wagtailadmin_explore_root")


def _number(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 18 else 0
