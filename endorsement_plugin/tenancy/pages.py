"""Choosers, moving, moderation, bulk actions and the report on types of pages."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.views import chooser
from wagtail.admin.views.bulk_action.base_bulk_action import BulkAction
from wagtail.admin.views.pages.move import MoveConfirmView
from wagtail.admin.views.pages.workflow import WorkflowPageViewMixin
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.models import Page
from wagtail.query import PageQuerySet

from review_queue.typed.numbers import row_number

from .visibility import sees_page, visible, visible_pages

_browse = chooser.BrowseView.get
_chosen = chooser.ChosenMultipleView.get
_confirm_move = MoveConfirmView.dispatch
_bulk_context = BulkAction.get_context_data
_decorate = PageTypesUsageReportView.decorate_paginated_queryset


def wrap() -> None:
    """From now on these views know the visitor's own pages and public ones."""
    chooser.BrowseView.get = _browse_visible
    chooser.ChosenMultipleView.get = _chosen_visible
    MoveConfirmView.dispatch = _confirm_visible
    WorkflowPageViewMixin.get_base_object_queryset = _moderated_visible
    PageTypesUsageReportView.decorate_paginated_queryset = _last_edited_visible
    BulkAction.get_context_data = _naming_visible


def _browse_visible(view: Any, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
    """Below a page of one's own, or a public one; where Wagtail looks for a place to begin, among these."""
    if parent_page_id is None:
        parent_page_id = _beginning(request)
    elif not sees_page(request.user, parent_page_id):
        raise Http404
    found: HttpResponse = _browse(view, request, parent_page_id)
    return found


def _beginning(request: HttpRequest) -> int | None:
    try:
        kinds = chooser.page_models_from_string(request.GET.get("page_type") or chooser.base_page_type_string)
    except (ValueError, LookupError):
        return None  # which Wagtail answers itself
    if kinds == (Page,):
        return None
    above = visible_pages(request.user, Page.objects.all()).type(*kinds).first_common_ancestor()
    return above.pk if sees_page(request.user, above.pk) else Page.get_first_root_node().pk


def _chosen_visible(view: Any, request: HttpRequest) -> HttpResponse:
    """Titles of the pages that were chosen, as far as they could be."""
    asked = [row_number(pk) for pk in request.GET.getlist("id")]
    pages = visible_pages(request.user, Page.objects.filter(pk__in=asked))
    chosen = request.GET.copy()
    chosen.setlist("id", [str(pk) for pk in pages.values_list("pk", flat=True)])
    request.GET = chosen  # type: ignore[assignment]
    found: HttpResponse = _chosen(view, request)
    return found


def _confirm_visible(
    view: Any, request: HttpRequest, page_to_move_id: int, destination_id: int, *args: Any, **kwargs: Any
) -> HttpResponse:
    """Both pages are named on it."""
    if not (sees_page(request.user, page_to_move_id) and sees_page(request.user, destination_id)):
        raise Http404
    found: HttpResponse = _confirm_move(view, request, page_to_move_id, destination_id, *args, **kwargs)
    return found


def _moderated_visible(view: Any) -> PageQuerySet:
    """Whoever asks about the moderation of a page is told its title, also where there is none."""
    return visible_pages(view.request.user, Page.objects.all())


def _naming_visible(action: Any, **kwargs: Any) -> dict[str, Any]:
    """What the action is refused for is named to those who may know of it."""
    context: dict[str, Any] = _bulk_context(action, **kwargs)
    for name, listed in context.items():
        if name.startswith("items_with"):
            context[name] = visible(action.request.user, listed)
    return context


def _last_edited_visible(view: Any, page_types: Any) -> Any:
    """The page of each type that was edited last, of those that the visitor may know."""
    rows = _decorate(view, page_types)
    last = [row.last_edited_page for row in rows if row.last_edited_page]
    allowed = {page.pk for page in visible(view.request.user, last)}
    for row in rows:
        if row.last_edited_page and row.last_edited_page.pk not in allowed:
            row.last_edited_page = _newest(view.request.user, row)
    return rows


def _newest(user: Any, content_type: Any) -> Page | None:
    pages = visible_pages(user, Page.objects.filter(content_type=content_type))
    newest = pages.order_by("-latest_revision_created_at").first()
    return newest.specific if newest else None
