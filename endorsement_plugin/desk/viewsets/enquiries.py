"""What people asked on the association's pages, and whether somebody has answered."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.views import View
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView

from endorsement_plugin.clock import keep_time_of, named
from endorsement_plugin.enquiries.actions import mark_answered
from endorsement_plugin.models import Enquiry
from endorsement_plugin.permissions import enquiries_coordinated_by

from . import columns
from .base import DeskViewSet, OnScreenMixin
from .filters import EnquiryFilterSet


class EnquiriesView(OnScreenMixin, IndexView):
    """The enquiries of the visitor's associations, the newest first."""

    any_permission_required = ["view"]
    page_title = "Enquiries"
    table_classname = "listing desk-list"
    default_ordering = "-created_at"
    filterset_class = EnquiryFilterSet

    def get_base_queryset(self) -> QuerySet[Enquiry]:
        """Never another association's."""
        return enquiries_coordinated_by(self.request.user).select_related("association", "answered_by")

    @cached_property
    def columns(self) -> list[Column]:
        """Who asked, about what, when, and whether it waits."""
        return [
            TitleColumn("name", label="From", get_url=self.page_of, sort_key="name"),
            Column("about", label="Page", sort_key="about"),
            Column("place", label="State or country"),
            columns.DayColumn("created_at", label="Asked", sort_key="created_at"),
            columns.DayColumn("answered_at", label="Answered", sort_key="answered_at"),
        ]

    def page_of(self, enquiry: Enquiry) -> str:
        """The whole of it."""
        return reverse("endorsement_enquiries:inspect", args=[enquiry.pk])

    def get_list_buttons(self, instance: Enquiry) -> list[Any]:
        """None: the title leads to all of it."""
        return []


class EnquiryView(View):
    """One enquiry, with a button for whoever has answered it."""

    def get(self, request: HttpRequest, pk: Any) -> HttpResponse:
        enquiry = _theirs(request, pk)
        context = {"enquiry": enquiry, "time_zone": named(enquiry.association)}
        return render(request, "endorsement_plugin/admin/enquiry.html", context)

    def post(self, request: HttpRequest, pk: Any) -> HttpResponse:
        enquiry = _theirs(request, pk)
        mark_answered(enquiry=enquiry.pk, by=request.user)
        messages.success(request, f"The enquiry from {enquiry.name} is marked as answered.")
        return redirect("endorsement_enquiries:index")


def _theirs(request: HttpRequest, pk: Any) -> Enquiry:
    """The enquiry, or a 404; times are those of its association from here on."""
    rows = enquiries_coordinated_by(request.user).select_related("association", "answered_by")
    enquiry: Enquiry = get_object_or_404(rows, pk=pk)
    keep_time_of(enquiry.association)
    return enquiry


class EnquiryViewSet(DeskViewSet):
    """Reading, and saying that it is done; no adding, editing or deleting."""

    model = Enquiry
    name = "endorsement_enquiries"
    url_prefix = "endorsement/enquiries"
    icon = "mail"
    menu_label = "Enquiries"
    menu_order = 400
    index_view_class = EnquiriesView
    search_fields = ["name", "email", "message", "organization", "place"]

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list, and one."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<uuid:pk>/", EnquiryView.as_view(), name="inspect"),
        ]
