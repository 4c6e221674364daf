"""Numbers that editors type: the same reader as for everybody else's."""

from typing import Any

from wagtail.blocks import DecimalBlock as WagtailDecimalBlock
from wagtail.blocks import IntegerBlock as WagtailIntegerBlock

from review_queue.typed.number_fields import NumberField, WholeNumberField


class DecimalBlock(WagtailDecimalBlock):
    """A decimal number, as in 1250, 1,250, 7.5 or 7,5."""

    def __init__(
        self, *args: Any, required: bool = True, help_text: str | None = None, **kwargs: Any
    ) -> None:
        super().__init__(required, help_text, *args, **kwargs)
        self.field = NumberField(required=required, help_text=help_text or "")


class IntegerBlock(WagtailIntegerBlock):
    """A whole number."""

    def __init__(
        self, *args: Any, required: bool = True, help_text: str | None = None, **kwargs: Any
    ) -> None:
        super().__init__(required, help_text, *args, **kwargs)
        self.field = WholeNumberField(required=required, help_text=help_text or "")
