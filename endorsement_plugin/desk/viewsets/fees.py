"""What applicants and endorsees owe and have settled."""

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets import Button

from endorsement_plugin.desk.fees import LIST, RefundFee, SettleFee, TakeBackFee, TakeBackRefund
from endorsement_plugin.models import AccessEvent, Fee

from . import columns
from .base import DeskViewSet
from .export import SafeExportMixin
from .fee_filters import SEARCHED, FeeFilterSet, all_fees
from .fee_totals import FeeTotalsView
from .searching import FoldedSearchMixin
from .several_fees import SettleSeveral


class FeesView(FoldedSearchMixin, SafeExportMixin, IndexView):
    """The fees of the visitor's associations, the latest first."""

    search_column = "owed_by"
    search_containing = SEARCHED

    any_permission_required = ["view"]
    page_title = "Fees"
    table_classname = "listing desk-list"
    default_ordering = "-fell_due_at"
    list_export = [
        "person.name",
        "person.email",
        "credential.code",
        "association.short_name",
        "number",
        "stands",
        "label",
        "exact",
        "currency",
        "when",
        "fell_due_at",
        "status.label",
        "get_method_display",
        "paid_on",
        "payer",
        "reference",
        "refunded",
        "settled_at",
        "settled_by",
        "reason",
    ]
    export_headings = {
        "person.name": "Name",
        "person.email": "E-mail",
        "credential.code": "Credential",
        "association.short_name": "Association",
        "number": "Endorsement",
        "stands": "Stands",
        "label": "Fee",
        "exact": "Amount",
        "when": "Due",
        "fell_due_at": "Due since",
        "status.label": "State",
        "settled_by": "Settled by",
        "settled_at": "Settled",
        "get_method_display": "Paid by",
        "paid_on": "Paid on",
        "payer": "Who paid or is billed",
        "reference": "Reference",
        "refunded": "Paid back",
        "reason": "Note or reason",
    }
    export_filename = "fees"
    access_kind = AccessEvent.Kind.FEES

    def get_base_queryset(self) -> QuerySet[Fee]:
        """Never another association's."""
        return all_fees(self.request)

    @cached_property
    def columns(self) -> list[Column]:
        """Who owes what, and whether it is settled."""
        return [
            TitleColumn("label", label="Fee", get_url=self.page_of, sort_key="label"),
            columns.MoneyColumn("price", label="Amount"),
            columns.FeeStateColumn("state", label="State", sort_key="state"),
            columns.OwedByColumn("person", label="Owed by", sort_key="owed_by"),
            columns.DayColumn("fell_due_at", label="Due since", sort_key="fell_due_at"),
            columns.DayColumn("settled_at", label="Settled", sort_key="settled_at"),
        ]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Beside the spreadsheets: what it comes to, and settling several of the list together."""
        asked = self.request.GET.urlencode()
        return [
            Button("Totals", url=f"{reverse(f'{LIST}:totals')}?{asked}", icon_name="table", priority=10),
            Button(
                "Settle several",
                url=f"{reverse(f'{LIST}:several')}?{asked}",
                icon_name="list-ul",
                priority=20,
            ),
            *super().header_more_buttons,
        ]

    def page_of(self, fee: Fee) -> str:
        """Where it is settled."""
        return reverse(f"{LIST}:settle", args=[fee.pk])

    def get_list_buttons(self, instance: Fee) -> list[Any]:
        """None: the title leads to all of it."""
        return []


class FeeViewSet(DeskViewSet):
    """Reading, exporting and settling; no adding, editing or deleting."""

    model = Fee
    name = LIST
    url_prefix = "endorsement/fees"
    icon = "tag"
    menu_label = "Fees"
    menu_order = 350
    index_view_class = FeesView
    filterset_class = FeeFilterSet
    search_fields = ["owed_by", "label"]

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list, one, several, and what it comes to."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("totals/", FeeTotalsView.as_view(), name="totals"),
            path("several/", SettleSeveral.as_view(), name="several"),
            path("<uuid:pk>/", SettleFee.as_view(), name="settle"),
            path("<uuid:pk>/again/", TakeBackFee.as_view(), name="take_back"),
            path("<uuid:pk>/refund/", RefundFee.as_view(), name="refund"),
            path("<uuid:pk>/refunds/<uuid:refund>/again/", TakeBackRefund.as_view(), name="take_back_refund"),
        ]
