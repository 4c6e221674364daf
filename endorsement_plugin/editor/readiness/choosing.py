"""The page on which an editor chooses what to begin with."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from endorsement_plugin.associations.queries import association_of
from endorsement_plugin.editor.blocks.requirements import rows_in
from endorsement_plugin.editor.page_mixins.credentials import CredentialPageMixin
from endorsement_plugin.permissions import Visitor
from review_queue.typed.numbers import row_number

from .borrowing import borrow, offered_to

BORROW = "endorsement_borrow"
COPIED = "“{}” is copied as a draft, with its form if it has one. Give it your own words, then publish it."
LISTS = (
    "What its requirements chose from a list of theirs, such as a field of work, is not copied: choose from "
    "your own lists where it is empty."
)


class BorrowView(WagtailAdminTemplateMixin, TemplateView):
    """Every credential that another association shows to everybody."""

    template_name = "endorsement_plugin/admin/borrow.html"
    page_title = "Copy from another association"
    header_icon = "copy"
    place: Page

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The page below which it is to stand, or a 404 for anybody who may not add a credential there."""
        super().setup(request, *args, **kwargs)
        self.place = get_object_or_404(Page, pk=kwargs["page_id"])
        if not _may_add(self.place, request.user):
            raise Http404

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Straight to the draft."""
        chosen = request.POST.get("credential", "")
        pages = offered_to(self.place).filter(pk=row_number(chosen))
        page = get_object_or_404(pages.specific())
        draft = borrow(page=page, to=self.place, by=request.user)
        messages.success(request, COPIED.format(draft.title))
        if any(rows_in(page.requirements)):
            messages.warning(request, LISTS)
        return redirect("wagtailadmin_pages:edit", draft.pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the page, this."""
        above = reverse("wagtailadmin_explore", args=[self.place.pk])
        return [
            *self.breadcrumbs_items,
            {"url": above, "label": self.place.specific_deferred.get_admin_display_title()},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pages = offered_to(self.place).specific().order_by("path")
        offered = [(page, association) for page in pages if (association := association_of(page))]
        return super().get_context_data(offered=offered, **kwargs)


def _may_add(page: Page, user: Visitor) -> bool:
    kinds = page.specific_class.allowed_subpage_models() if page.specific_class else []
    holds = any(issubclass(kind, CredentialPageMixin) for kind in kinds)
    return holds and bool(page.permissions_for_user(user).can_add_subpage())


def header_button(page: Any, user: Visitor, **kwargs: Any) -> Iterator[Button]:
    """On a page that holds credentials."""
    if page.pk and _may_add(page, user):
        address = reverse(BORROW, args=[page.pk])
        yield Button("Copy from another association", url=address, icon_name="copy", priority=67)
