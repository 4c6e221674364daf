"""Spreadsheets that a spreadsheet program cannot be made to run."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from endorsement_plugin.clock import local
from endorsement_plugin.models import AccessEvent, Association
from endorsement_plugin.permissions import Visitor, coordinated_by
from endorsement_plugin.record.access import narrowing, note_export

# Some spreadsheets read the full-width signs, too, as the beginning of a formula.
STARTS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
# No cell of a workbook can hold these; one of them in one name would keep the list from being written.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def harmless(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula, made plain by an apostrophe in front, without signs
    that no cell can hold."""
    value = UNWRITABLE.sub("", value) if isinstance(value, str) else value
    if isinstance(value, str) and value.lstrip(" ").startswith(STARTS_A_FORMULA):
        return f"'{value}"
    return value


def as_there(value: Any, association: Association) -> Any:
    """A moment as the association's own clock showed it, to the minute; spreadsheets know no time zones."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return local(value, association).replace(second=0, microsecond=0, tzinfo=None)
    return value


def counted(rows: Iterable[Any], by: Visitor) -> Mapping[int, int]:
    """How many rows are whose, by the id of their association; none of each that was asked for in vain."""
    return Counter(row.association.pk for row in rows) or {one.pk: 0 for one in coordinated_by(by)}


class SafeExportMixin(SpreadsheetExportMixin):
    """Every cell of every format goes through `as_there` and `harmless`, and each export is noted.

    A row has an `association`; `access_kind` says which list it is.
    """

    access_kind: AccessEvent.Kind

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> HttpResponseBase:
        """The file, once it is noted who takes it away. The rows are read once for both."""
        by, asked = self.request.user, narrowing(self.request.GET.dict())
        note_export(self.access_kind, self.counts(queryset), by=by, detail=asked)
        response: HttpResponseBase = super().as_spreadsheet(self.rows_to_write(queryset), spreadsheet_format)
        return response

    def counts(self, queryset: Any) -> Mapping[int, int]:
        """How many rows are taken away, by association."""
        return counted(queryset, self.request.user)

    def rows_to_write(self, queryset: Any) -> Any:
        """What is written, row by row; a list that may be long gives them some at a time."""
        return queryset

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """The values of a row, in its association's time."""
        values = super().to_row_dict(item)
        return {name: as_there(value, item.association) for name, value in values.items()}

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """The cell as Wagtail writes it, without the power to compute."""
        return harmless(super().preprocess_field_value(field, value, export_format))
