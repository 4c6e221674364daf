"""The season of renewals: everything that is due in it, and where each stands."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import HeaderButton

from endorsement_plugin.clock import local, today, todays
from endorsement_plugin.desk.endorsements.file import address
from endorsement_plugin.desk.renewals.auditing import AuditView
from endorsement_plugin.desk.renewals.bars import bars_of
from endorsement_plugin.desk.renewals.base import SEASON_TITLE, UNTICKED
from endorsement_plugin.desk.renewals.drawing import DrawsView, DrawView, draw_list
from endorsement_plugin.desk.renewals.exporting import RowByRow, write_season
from endorsement_plugin.desk.renewals.progress import RunView
from endorsement_plugin.desk.renewals.reminding import RemindView
from endorsement_plugin.desk.renewals.renewing import RenewView
from endorsement_plugin.models import AccessEvent, Endorsement
from endorsement_plugin.permissions import coordinated_by
from endorsement_plugin.renewals.queries.clock import holds_on
from endorsement_plugin.renewals.queries.season import groups_of, totals_of
from endorsement_plugin.rules.seasons.season import Season, Stand

from . import columns
from .base import DeskViewSet
from .export import SafeExportMixin
from .searching import FoldedSearchMixin
from .season_rows import SeasonFilterSet, rows_of, season_of

NAME = "endorsement_season"
TONES = {
    Stand.DONE: "done",
    Stand.AUDIT: "progress",
    Stand.SUBMITTED: "attention",
    Stand.SENT_BACK: "progress",
    Stand.LATE: "bad",
    Stand.OPEN: "new",
}


class StandColumn(Column):
    """Where it stands; below it whether the clock is held, and whether it was drawn."""

    def get_value(self, instance: Any) -> SafeString:
        """A badge, and a line below it."""
        stand = Stand(instance.stand)
        mark = format_html(
            '<span class="desk-badge desk-badge--{}">{}</span>', TONES.get(stand, "quiet"), stand.label
        )
        notes = []
        held = instance.clock_held_until
        if held is not None and held >= today(instance.association):
            notes.append(f"held until {held.day} {held:%B %Y}")
        said = (
            format_html('{}<br><span class="desk-muted">{}</span>', mark, ", ".join(notes)) if notes else mark
        )
        if not instance.drawn:
            return said
        if instance.own:
            return format_html('{}<br><span class="desk-muted">drawn for the audit</span>', said)
        audit = reverse(f"{NAME}:audit", args=[instance.renewal])
        return format_html('{}<br><a href="{}">{}</a>', said, audit, f"Audit of {instance.number}")


class ChooseColumn(Column):
    """A box to tick, which belongs to the form above the list."""

    def get_value(self, instance: Endorsement) -> SafeString:
        """With the name for whoever hears it."""
        box = '<input type="checkbox" name="pk" value="{}" form="season-chosen" aria-label="Choose {}, {}">'
        return format_html(box, instance.pk, instance.name, instance.number)


class SeasonView(FoldedSearchMixin, SafeExportMixin, IndexView):
    """The season's rows by due day and name, with the counts above them."""

    search_exact = "number"
    search_containing = ("number", "person__user__email")

    any_permission_required = ["view"]
    page_title = SEASON_TITLE
    table_classname = "listing desk-list desk-cards desk-season"
    results_template_name = "endorsement_plugin/admin/season_results.html"
    default_ordering = "due"
    list_export = [
        *("number", "name", "person.email", "credential.code", "association.short_name", "due"),
        *("stand", "drawn", "reminded_at", "clock_held_until", "standing", "renewal_due"),
    ]
    export_headings = {
        "person.email": "E-mail",
        "credential.code": "Credential",
        "association.short_name": "Association",
        "due": "Due in this season",
        "stand": "Stands",
        "drawn": "Drawn for the audit",
        "reminded_at": "Reminded",
        "clock_held_until": "Held until",
        "standing": "State",
        "renewal_due": "Due next",
    }
    export_filename = "renewals"
    access_kind = AccessEvent.Kind.RENEWALS

    @cached_property
    def season(self) -> Season:
        """Which one is shown."""
        return season_of(self.request)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A file is written from its rows; the page would hold them all for its count of them."""
        if self.is_export:
            return self.as_spreadsheet(self.get_queryset(), request.GET["export"])
        response: HttpResponseBase = super().get(request, *args, **kwargs)
        return response

    def get_base_queryset(self) -> QuerySet[Endorsement]:
        """Never another association's."""
        return rows_of(self.request.user, self.season)

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those of one day, or of one stand, by name."""
        return queryset.order_by(*dict.fromkeys([str(self.ordering), "search", "number"]))

    @cached_property
    def columns(self) -> list[Column]:
        """Who, which, by when, and where it stands."""
        return [
            ChooseColumn("pk", label="Choose", classname="season-choose"),
            TitleColumn("name", label="Name", get_url=self.file_of, sort_key="search"),
            Column("number", label="Number", sort_key="number"),
            Column("credential", label="Credential", accessor="credential.code", sort_key="credential__code"),
            columns.DayColumn("due", label="Due", sort_key="due", classname="season-due"),
            StandColumn("stand", label="Stands", sort_key="stand", classname="season-stand"),
            columns.DayColumn(
                "reminded_at", label="Reminded", sort_key="reminded_at", classname="season-reminded"
            ),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """To what was drawn, and the press that draws."""
        address = f"{reverse(f'{NAME}:draws')}?season={self.season.value}"
        return [HeaderButton("Audit", url=address, icon_name="search")]

    def file_of(self, endorsement: Endorsement) -> str:
        """All there is about it."""
        return address(endorsement)

    def get_list_buttons(self, instance: Endorsement) -> list[Any]:
        """None: the title leads to the file."""
        return []

    def counts(self, queryset: QuerySet[Any]) -> Mapping[int, int]:
        """By the database: the rows are not held for it."""
        of_each = queryset.order_by().values_list("association").annotate(count=Count("pk"))
        return dict(of_each) or super().counts(queryset)

    def rows_to_write(self, queryset: QuerySet[Any]) -> RowByRow:
        """Some at a time, however many there are."""
        return RowByRow(queryset)

    def write_xlsx(self, queryset: Any, output: Any) -> None:
        """The rows, and what they come to on a sheet of its own."""
        write_season(self, queryset, output)

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """As the screen says it: the stand in words, a moment as its day."""
        values = super().to_row_dict(item)
        values["stand"] = Stand(item.stand).label
        if item.reminded_at is not None:
            values["reminded_at"] = local(item.reminded_at, item.association).date()
        return values

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the counts of what is shown, over all its pages, and what holds the clock. Two queries."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        shown = self.filter_queryset(self.search_queryset(self.get_base_queryset()))
        groups = groups_of(shown)
        totals = totals_of(groups)
        query = self.request.GET.copy()
        for name in ("export", "_w_filter_fragment", UNTICKED):
            query.pop(name, None)
        fields = [(name, value) for name, values in query.lists() for value in values]
        query.pop("p", None)
        return context | {
            "bars": bars_of(groups),
            "totals": [(stand, totals[stand]) for stand in Stand if stand in totals],
            "shown_count": sum(totals.values()),
            "season": self.season,
            "chosen_query": query.urlencode(),
            "chosen_fields": fields,
            "is_unticked": UNTICKED in self.request.GET,
            "today": timezone.localdate(),
            "holds": holds_on(todays(coordinated_by(self.request.user))).values(),
        }


class SeasonViewSet(DeskViewSet):
    """A list to read, search and export, and what is done for many."""

    model = Endorsement
    name = NAME
    url_prefix = "endorsement/renewals"
    icon = "date"
    menu_label = SEASON_TITLE
    menu_order = 320
    index_view_class = SeasonView
    filterset_class = SeasonFilterSet
    search_fields = ["search", "number"]

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list, what is done for many, and how far that has come."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("remind/", RemindView.as_view(), name="remind"),
            path("renew/", RenewView.as_view(), name="renew"),
            path("runs/<uuid:pk>/", RunView.as_view(), name="run"),
            path("audit/", DrawsView.as_view(), name="draws"),
            path("audit/draws/<uuid:pk>/", DrawView.as_view(), name="draw"),
            path("audit/draws/<uuid:pk>/list/", draw_list, name="draw_list"),
            path("audit/<uuid:renewal>/", AuditView.as_view(), name="audit"),
        ]
