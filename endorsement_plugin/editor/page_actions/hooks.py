"""Before a button does anything: what stands in the way, or what depends on the page, in words."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.pages.bulk_actions import DeleteBulkAction, UnpublishBulkAction
from wagtail.admin.views.pages.delete import DeleteView
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.models import Page

from endorsement_plugin.requirements.wording import both

from . import refusing
from .standing import Standing, standing_on

UNPUBLISHING = "“{title}”: {standing}. Nobody starts anything new with it; what has begun goes on to its end."
DELETING = "“{title}”: {standing}. That stays as it is, and so does its code."


def before_copying(request: HttpRequest, page: Page) -> HttpResponse | None:
    """For `before_copy_page`: a published copy or a mirror that cannot be."""
    if request.method != "POST":
        return None
    below = bool(request.POST.get("copy_subpages"))
    if not request.POST.get("alias"):
        live = bool(request.POST.get("publish_copies"))
        return _refused(request, refusing.copying(page, below=below, live=live), request.get_full_path())
    to = Page.objects.filter(pk=_number(request.POST.get("new_parent_page"))).first()
    return _refused(request, refusing.mirroring(page, to, below=below) if to else [], request.get_full_path())


def before_moving(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """For `before_move_page`: also where it would only be asked whether one is sure."""
    return _refused(request, refusing.moving(page, destination), _above(page))


def before_converting(request: HttpRequest, page: Page) -> HttpResponse | None:
    """For `before_convert_alias_page`."""
    return _refused(request, refusing.converting(page), _above(page))


def before_deleting(request: HttpRequest, page: Page) -> HttpResponse | None:
    """For `before_delete_page`: refused, or asked with what has been finished by it."""
    refused = _refused(request, refusing.deleting(page), _above(page))
    if refused is None and request.method == "GET":
        _tell_past(request, page)
    return refused


def before_unpublishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """For `before_unpublish_page`: also where it would only be asked whether one is sure."""
    return _refused(request, refusing.unpublishing(page), _above(page))


def before_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """For `before_bulk_action`: nothing is done to any of them if one is refused."""
    pages = [thing for thing in objects if isinstance(thing, Page)]
    return _refused(request, _bulk_refusals(request, action_type, pages, action), _back(request))


def _bulk_refusals(request: HttpRequest, action_type: str, pages: list[Page], action: Any) -> list[str]:
    if action_type == "publish":
        return refusing.publishing(_newest(pages, bool(request.POST.get("include_descendants"))))
    if action_type == "unpublish":
        return [reason for page in pages for reason in refusing.unpublishing(page)]
    if action_type == "delete":
        return [reason for page in pages for reason in refusing.deleting(page)]
    if action_type == "move":
        to = action.cleaned_form.cleaned_data["chooser"]
        return [reason for page in pages for reason in refusing.moving(page, to)]
    return []


def _newest(pages: list[Page], below: bool) -> list[Page]:
    wanted = [
        found for page in pages for found in (page.get_descendants(inclusive=True) if below else [page])
    ]
    return [page.get_latest_revision_as_object() for page in wanted]


def wrap() -> None:
    """Where Wagtail has no hook before it asks: unpublishing one, and any number of pages at once."""
    _extend_context(UnpublishView, lambda view, context: _tell_unpublishing(view.request, [view.object]))
    _extend_context(
        UnpublishBulkAction, lambda action, context: _tell_unpublishing(action.request, _listed(context))
    )
    _extend_context(
        DeleteBulkAction, lambda action, context: _tell_deleting(action.request, _listed(context))
    )
    _before_the_right_is_asked()


def _before_the_right_is_asked() -> None:
    """Wagtail asks for the right to delete first, and turns away without a word whoever may write a page
    but not delete what is below it.
    """
    original = DeleteView.dispatch

    def dispatch(view: Any, request: HttpRequest, page_id: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        page = Page.objects.filter(pk=page_id).first()
        rights = page.permissions_for_user(request.user) if page else None
        if page and rights and rights.can_edit() and not rights.can_delete():
            _tell_refusals(request, refusing.deleting(page) or refusing.deleting_whole(page))
            return redirect(_above(page))
        answer: HttpResponse = original(view, request, page_id, *args, **kwargs)
        return answer

    DeleteView.dispatch = dispatch


def _extend_context(view: Any, tell: Callable[[Any, dict[str, Any]], None]) -> None:
    original = view.get_context_data

    def get_context_data(self: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = original(self, **kwargs)
        tell(self, context)
        return context

    view.get_context_data = get_context_data


def _listed(context: dict[str, Any]) -> list[Page]:
    return [row["item"] for row in context["items"]]


def _tell_deleting(request: HttpRequest, pages: list[Page]) -> None:
    for page in pages:
        _tell_refusals(request, refusing.deleting(page))
        _tell_past(request, page)


def _tell_unpublishing(request: HttpRequest, pages: list[Page]) -> None:
    for page in pages:
        standing = _standing(page)
        if words := [*standing.under_way, *standing.past]:
            messages.warning(request, UNPUBLISHING.format(title=page.title, standing=both(words)))


def _tell_past(request: HttpRequest, page: Page) -> None:
    standing = _standing(page)
    if standing.past and not standing.under_way:
        messages.warning(request, DELETING.format(title=page.title, standing=both(standing.past)))


def _tell_refusals(request: HttpRequest, reasons: Iterable[str]) -> None:
    for reason in reasons:
        messages.error(request, reason)


def _standing(page: Page) -> Standing:
    return standing_on(page.get_descendants(inclusive=True).values_list("pk", flat=True))


def _refused(request: HttpRequest, reasons: list[str], back: str) -> HttpResponse | None:
    if not reasons:
        return None
    _tell_refusals(request, reasons)
    return redirect(back)


def _above(page: Page) -> str:
    parent = page.get_parent()
    return (
        reverse("wagtailadmin_explore", args=[parent.pk]) if parent else reverse("wagtailadmin_explore_root")
    )


def _back(request: HttpRequest) -> str:
    return get_valid_next_url_from_request(request) or "wagtailadmin_explore_root"


def _number(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 18 else 0
