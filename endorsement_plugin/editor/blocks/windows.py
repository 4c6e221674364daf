"""When applications are taken up, as editors write it.

    windows = [{"type": "first_weekday", "value": {"weekday": "4", "months": ["1", "2"]}}]

The others are `always`, `monthly` ({"day": 15, "months": []}), `cohort` ({"months": 12, "starts":
["2027-03-01"]}) and `fixed` ({"days": [{"day": 15, "month": "1"}]}). No months are all months.
"""

from abc import abstractmethod
from datetime import date

from django.forms import CheckboxSelectMultiple
from wagtail.blocks import (
    ChoiceBlock,
    DateBlock,
    ListBlock,
    MultipleChoiceBlock,
    StaticBlock,
    StreamBlock,
    StreamValue,
    StructBlock,
    StructValue,
)

from endorsement_plugin.rules.windows import (
    MONTHS,
    WEEKDAYS,
    YEAR,
    Always,
    Cohort,
    FirstWeekday,
    Fixed,
    Monthly,
    Window,
    faults,
)

from .faults import refuse
from .numbers import IntegerBlock

MONTH_CHOICES = [(str(number), name) for number, name in MONTHS]
WEEKDAY_CHOICES = [(str(number), name) for number, name in WEEKDAYS]


class MonthsBlock(MultipleChoiceBlock):
    """Months to tick; none are all."""

    def __init__(self) -> None:
        super().__init__(
            choices=MONTH_CHOICES,
            default=[],
            required=False,
            widget=CheckboxSelectMultiple,
            label="Only in",
            help_text="None ticked: every month.",
        )


class AlwaysBlock(StaticBlock):
    def compiled(self, value: None) -> Window:
        return Always()

    class Meta:
        icon = "tick"
        label = "All year"
        admin_text = "Applications are taken all year."


class WindowBlock(StructBlock):
    """One way to say when, in dates that must make sense."""

    @abstractmethod
    def compiled(self, value: StructValue) -> Window:
        """The window that is written."""

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            refuse(((name,), words) for name, words in faults(self.compiled(cleaned)))
        return cleaned


class MonthlyBlock(WindowBlock):
    day = IntegerBlock(default=15, help_text="31 is the last day of every month.")
    months = MonthsBlock()

    def compiled(self, value: StructValue) -> Window:
        return Monthly(_number(value["day"]), _months(value))

    class Meta:
        icon = "calendar"
        label = "By a day of the month"


class FirstWeekdayBlock(WindowBlock):
    weekday = ChoiceBlock(choices=WEEKDAY_CHOICES, default="4", required=True)
    months = MonthsBlock()

    def compiled(self, value: StructValue) -> Window:
        return FirstWeekday(int(value["weekday"] or 0), _months(value))

    class Meta:
        icon = "calendar"
        label = "By the first … of the month"


class DayBlock(StructBlock):
    day = IntegerBlock()
    month = ChoiceBlock(choices=MONTH_CHOICES, required=True)


class FixedBlock(WindowBlock):
    days = ListBlock(DayBlock(), label="Days", help_text="The same every year: four of them for quarters.")

    def compiled(self, value: StructValue) -> Window:
        return Fixed(tuple((int(day["month"] or 1), _number(day["day"])) for day in value["days"]))

    class Meta:
        icon = "calendar-alt"
        label = "By fixed days of the year"


class CohortBlock(WindowBlock):
    months = IntegerBlock(default=12, label="Months to submit", help_text="From the start of the group.")
    starts = ListBlock(DateBlock(), label="Starts")

    def compiled(self, value: StructValue) -> Window:
        starts = tuple(start for start in value["starts"] if isinstance(start, date))
        return Cohort(starts, _number(value["months"]))

    class Meta:
        icon = "group"
        label = "In groups that start together"


class WindowsBlock(StreamBlock):
    """One of these, each of which compiles to a window."""

    always = AlwaysBlock()
    monthly = MonthlyBlock()
    first_weekday = FirstWeekdayBlock()
    fixed = FixedBlock()
    cohort = CohortBlock()

    class Meta:
        max_num = 1


def window_of(written: StreamValue) -> Window | None:
    """What was chosen; None if nothing was."""
    return next((child.block.compiled(child.value) for child in written), None)


def _number(typed: int | None) -> int:
    """One, where a draft leaves it open."""
    return 1 if typed is None else typed


def _months(value: StructValue) -> tuple[int, ...]:
    return tuple(int(month) for month in value["months"] or []) or YEAR
