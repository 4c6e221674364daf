"""What applicants and endorsees owe and have settled."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView

from endorsement_plugin.desk.fees import LIST, WITH, SettleFee, TakeBackFee
from endorsement_plugin.models import Credential, Fee
from endorsement_plugin.permissions import fees_coordinated_by
from endorsement_plugin.rules.fees import DUE
from endorsement_plugin.rules.states import FeeState

from . import columns
from .base import DeskViewSet
from .export import SafeExportMixin
from .filters import CredentialFilter, own_credentials
from .searching import FoldedSearchMixin


class FeeFilterSet(WagtailFilterSet):
    """By state, credential and when it is due."""

    state = django_filters.MultipleChoiceFilter(
        label="State", choices=FeeState.choices(), widget=forms.CheckboxSelectMultiple
    )
    credential = CredentialFilter(
        method="of_credential", queryset=own_credentials, label="Credential", empty_label="All"
    )
    due = django_filters.ChoiceFilter(
        label="Due",
        choices=[(moment.value, words.capitalize()) for moment, words in DUE.items()],
        empty_label="All",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Fee
        fields: list[str] = []

    def of_credential(self, rows: QuerySet[Fee], name: str, value: Credential | None) -> QuerySet[Fee]:
        """Of an application for it, or of an endorsement with it."""
        theirs = Q(application__credential=value) | Q(endorsement__credential=value)
        return rows.filter(theirs) if value else rows


class FeesView(FoldedSearchMixin, SafeExportMixin, IndexView):
    """The fees of the visitor's associations, the latest first."""

    search_column = "owed_by"
    search_containing = (
        "application__person__user__email",
        "endorsement__person__user__email",
        "endorsement__person__contact_email",
        "endorsement__number",
        "label",
        "reason",
    )

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
        "reason": "Reference or reason",
    }
    export_filename = "fees"

    def get_base_queryset(self) -> QuerySet[Fee]:
        """Never another association's."""
        fees = fees_coordinated_by(self.request.user).select_related(*WITH, "settled_by")
        return fees.annotate(owed_by=Coalesce("application__person__search", "endorsement__person__search"))

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
        """The list, and one."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<uuid:pk>/", SettleFee.as_view(), name="settle"),
            path("<uuid:pk>/again/", TakeBackFee.as_view(), name="take_back"),
        ]
