"""Who read transcripts, references and documents, and who exported which list: to read, and nothing else."""

from datetime import datetime
from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView

from endorsement_plugin.clock import local
from endorsement_plugin.models import AccessEvent, Association
from endorsement_plugin.permissions import accesses_overseen_by, coordinated_by

from .base import DeskViewSet, OnScreenMixin
from .searching import FoldedSearchMixin

NAME = "endorsement_accesses"


def readers(request: HttpRequest) -> QuerySet[Any]:
    """Whoever has read or exported anything of the visitor's associations."""
    actors = accesses_overseen_by(request.user).order_by().values("actor")
    people = get_user_model()._default_manager.filter(pk__in=actors)
    return people.order_by("last_name", "first_name", "pk")


class ReaderField(django_filters.fields.ModelChoiceField):
    """Says the name, and the address because two may have one name."""

    def label_from_instance(self, obj: Any) -> str:
        """Cora Coordinator · cora@example.org"""
        return " · ".join(filter(None, (obj.get_full_name(), obj.email)))


class ReaderFilter(django_filters.ModelChoiceFilter):
    """One person of the staff."""

    field_class = ReaderField


class AccessFilterSet(WagtailFilterSet):
    """By who, what and when."""

    actor = ReaderFilter(queryset=readers, label="Who", empty_label="Everybody")
    kind = django_filters.ChoiceFilter(label="What", choices=AccessEvent.Kind.choices, empty_label="All")
    at = django_filters.DateFromToRangeFilter(label="Day", widget=DateRangePickerWidget, method="on_days")

    class Meta:
        model = AccessEvent
        fields: list[str] = []

    def on_days(self, rows: QuerySet[Any], name: str, value: slice) -> QuerySet[Any]:
        """From one day to another, each as it was where the association is."""
        within = Q()
        for one in coordinated_by(self.request.user):
            of_one = Q(association=one)
            if value.start:
                of_one &= Q(at__gte=_there(value.start, one))
            if value.stop:
                of_one &= Q(at__lte=_there(value.stop, one))
            within |= of_one
        return rows.filter(within)


def _there(moment: datetime, association: Association) -> datetime:
    """What a clock shows here, as a moment of the association's own clock."""
    return timezone.make_naive(moment).replace(tzinfo=association.zone)


class MomentColumn(Column):
    """When, by the association's own clock."""

    def get_value(self, instance: AccessEvent) -> SafeString:
        """The day and the minute."""
        there = local(instance.at, instance.association)
        words = f"{there.day} {there:%B %Y, %H:%M}"
        return format_html('<time datetime="{}">{}</time>', instance.at.isoformat(), words)


class WhatColumn(Column):
    """What was read, or which list and how much of it."""

    def get_value(self, instance: AccessEvent) -> SafeString:
        """The kind, and a line below it."""
        kind = AccessEvent.Kind(instance.kind).label
        if instance.rows is None:
            return format_html("{}", kind)
        said = "1 row" if instance.rows == 1 else f"{instance.rows} rows"
        said += f", narrowed by {instance.detail}" if instance.detail else ""
        return format_html('{}<br><span class="desk-muted">{}</span>', kind, said)


class WhoseColumn(Column):
    """Whose file it was, with a link to it."""

    def get_value(self, instance: AccessEvent) -> SafeString:
        """The name; nothing for a list, and nobody's once it was erased."""
        if instance.person is None:
            return SafeString("–")
        if instance.application_id:
            address = reverse("endorsement_applications:inspect", args=[instance.application_id])
        else:
            address = reverse("endorsement_endorsements:inspect", args=[instance.endorsement_id])
        return format_html('<a href="{}">{}</a>', address, str(instance.person) or "Somebody without a name")


def _reader(row: AccessEvent) -> str:
    return row.actor.get_full_name() or row.actor.get_username()


class AccessesView(FoldedSearchMixin, OnScreenMixin, IndexView):
    """What staff of the visitor's associations read and exported, the newest first."""

    search_column = "whose"
    search_containing = ("application__person__user__email", "endorsement__person__user__email")

    any_permission_required = ["view"]
    page_title = "Reads and exports"
    table_classname = "listing desk-list desk-cards"
    default_ordering = "-at"

    def get_base_queryset(self) -> QuerySet[AccessEvent]:
        """Never another association's."""
        rows = accesses_overseen_by(self.request.user).select_related(
            "association", "actor", "application__person__user", "endorsement__person__user"
        )
        return rows.annotate(whose=Coalesce("application__person__search", "endorsement__person__search"))

    @cached_property
    def columns(self) -> list[Column]:
        """When, who, what and whose; which association where there are several."""
        said = [
            MomentColumn("at", label="When", sort_key="at"),
            Column("actor", label="Who", accessor=_reader),
            WhatColumn("kind", label="What", sort_key="kind"),
            WhoseColumn("whose", label="Whose"),
        ]
        if len(coordinated_by(self.request.user)) > 1:
            said.append(Column("association", label="Association", accessor="association.short_name"))
        return said

    def get_list_buttons(self, instance: AccessEvent) -> list[Any]:
        """None: nothing is done with it."""
        return []


class AccessViewSet(DeskViewSet):
    """A list to read; nothing is added, changed or deleted here."""

    model = AccessEvent
    name = NAME
    url_prefix = "endorsement/reads"
    icon = "view"
    menu_label = "Reads and exports"
    menu_order = 700
    index_view_class = AccessesView
    filterset_class = AccessFilterSet
    search_fields = ["whose"]

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]
