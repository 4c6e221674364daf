"""What the fees of the visitor's associations come to, as a table and as a file."""

import csv
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.desk.base import CoordinatorsMixin
from endorsement_plugin.desk.fees import LIST
from endorsement_plugin.fees.totals import WAYS, Total, totals
from endorsement_plugin.models import AccessEvent, Fee
from endorsement_plugin.record.access import narrowing, note_export
from endorsement_plugin.rules.money import money, plain
from endorsement_plugin.rules.states import FeeState

from .export import counted, harmless
from .fee_filters import listed

STATES = (FeeState.DUE, FeeState.INVOICED, FeeState.WAIVED, FeeState.PAID)
COLUMNS = (*(state.label for state in STATES), "Paid back", "Kept")


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    total: Total

    @property
    def is_sum(self) -> bool:
        """Whether it sums up the lines above it."""
        return self.total.is_sum

    @property
    def name(self) -> str:
        """The group, with its currency where it is not said already."""
        return self.total.name if self.is_sum else f"{self.total.name} ({self.total.count})"

    @property
    def share(self) -> int | None:
        """Of a hundred charged, how many were kept; None where nothing was charged."""
        return self.total.share

    @property
    def shown(self) -> list[tuple[str, str]]:
        """The amounts as they are read, by column."""
        amounts = [*(self.total.by_state[state] for state in STATES), self.total.refunded, self.total.kept]
        return [
            (column, money(amount, self.total.currency))
            for column, amount in zip(COLUMNS, amounts, strict=True)
        ]


class FeeTotalsView(CoordinatorsMixin, WagtailAdminTemplateMixin, TemplateView):
    """The list as it was narrowed, summed up; for coordinators."""

    template_name = "endorsement_plugin/admin/fee_totals.html"
    page_title = "Totals"
    header_icon = "table"

    @property
    def by(self) -> str:
        """What it is summed up by."""
        asked = self.request.GET.get("by", "")
        return asked if asked in WAYS else "label"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The table, or the same as a file."""
        if request.GET.get("export") == "csv":
            rows, by = self._fees(), request.user
            asked = narrowing(request.GET.dict())
            note_export(AccessEvent.Kind.FEE_TOTALS, counted(rows, by), by=by, detail=asked)
            return as_csv(totals(rows, self.by), WAYS[self.by][0])
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the fees, this page."""
        fees = {"url": reverse_lazy(f"{LIST}:index"), "label": "Fees"}
        return [*self.breadcrumbs_items, fees, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rows, and what else they can be summed up by."""
        asked = self.request.GET.copy()
        asked.pop("by", None)
        rows = totals(self._fees(), self.by)
        return super().get_context_data(
            table=[Row(row) for row in rows],
            columns=COLUMNS,
            ways=[(key, words) for key, (words, _) in WAYS.items()],
            by=self.by,
            heading=WAYS[self.by][0],
            asked=asked.urlencode(),
            narrowed=bool(narrowing(self.request.GET.dict())),
            back=f"{reverse(f'{LIST}:index')}?{asked.urlencode()}",
            **kwargs,
        )

    def _fees(self) -> QuerySet[Fee]:
        return listed(self.request)


def as_csv(rows: list[Total], heading: str) -> HttpResponse:
    """The same amounts as plain numbers, one line for each group and currency."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="fee-totals.csv"'
    writer = csv.writer(response)
    writer.writerow([heading, "Currency", "Fees", *COLUMNS])
    for row in rows:
        amounts = [*(row.by_state[state] for state in STATES), row.refunded, row.kept]
        writer.writerow(
            [harmless(row.name), row.currency, row.count, *(plain(one, row.currency) for one in amounts)]
        )
    return response
