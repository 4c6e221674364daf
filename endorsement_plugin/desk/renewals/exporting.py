"""A season as a spreadsheet: its rows, and what they come to, in memory that does not grow with them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from openpyxl import Workbook  # type: ignore[import-untyped]
from wagtail.admin.views.mixins import ExcelDateFormatter

from endorsement_plugin.desk.viewsets.export import harmless
from endorsement_plugin.renewals.queries.season import Group, groups_of, totals_of
from endorsement_plugin.rules.seasons.season import Stand

READ = 500
"""Rows that are held at a time."""


class RowByRow:
    """The rows of a query without its cache."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        self.rows, self.model = rows, rows.model

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows.iterator(READ))


def write_season(view: Any, rows: RowByRow, output: Any) -> None:
    """A sheet of the rows, as Wagtail writes them, and one of totals by credential and due day."""
    workbook = Workbook(write_only=True, iso_dates=True)
    sheet, dates = workbook.create_sheet("Renewals"), ExcelDateFormatter().get()
    sheet.append([view.get_heading(rows, name) for name in view.list_export])
    for row in rows:
        sheet.append(view.generate_xlsx_row(sheet, view.to_row_dict(row), date_format=dates))
    totals = workbook.create_sheet("Totals")
    for line in totals_in(groups_of(rows.rows)):
        totals.append(line)
    workbook.save(output)


def totals_in(groups: list[Group]) -> Iterator[list[Any]]:
    """A heading, a line for each credential and due day (or month), and one for all."""
    totals = totals_of(groups)
    stands = [stand for stand in Stand if stand in totals]
    yield ["Credential", "Due", *(stand.label for stand in stands), "All"]
    for one in groups:
        due: Any = f"{one.due:%B %Y}" if one.of_month else one.due
        yield [harmless(one.credential), due, *(one.counts.get(stand, 0) for stand in stands), one.total]
    yield ["All", "", *(totals[stand] for stand in stands), sum(totals.values())]
