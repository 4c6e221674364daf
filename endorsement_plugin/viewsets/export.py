"""Spreadsheets that a spreadsheet program cannot be made to run."""

import re
from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.admin.views.mixins import SpreadsheetExportMixin

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


def as_here(value: Any) -> Any:
    """A moment as the clock on the wall showed it, to the minute; spreadsheets know no time zones."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.make_naive(value).replace(second=0, microsecond=0)
    return value


class SafeExportMixin(SpreadsheetExportMixin):
    """Every cell of every format goes through `as_here` and `harmless`."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """The cell as Wagtail writes it, without the power to compute."""
        return harmless(super().preprocess_field_value(field, as_here(value), export_format))
