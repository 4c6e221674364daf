"""Spreadsheets that a spreadsheet program cannot be made to run."""

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

# Some spreadsheets read the full-width signs, too, as the beginning of a formula.
STARTS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def harmless(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula, made plain by an apostrophe in front."""
    if isinstance(value, str) and value.lstrip(" ").startswith(STARTS_A_FORMULA):
        return f"'{value}"
    return value


class SafeExportMixin(SpreadsheetExportMixin):
    """Every cell of every format goes through `harmless`."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """The cell as Wagtail writes it, without the power to compute."""
        return harmless(super().preprocess_field_value(field, value, export_format))
