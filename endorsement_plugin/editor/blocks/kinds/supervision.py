"""As a page keeps it: {"hours": "24", "min_months": 12, "max_months": 24, "givers": [{"who": …}], …}"""

from typing import Any

from wagtail.blocks import BlockGroup, BooleanBlock, CharBlock, ListBlock, StructValue

from endorsement_plugin.editor.blocks.chosen import FROM_THE_LIST, FieldsBlock, compiled_fields, field_faults
from endorsement_plugin.editor.blocks.clause import TOO_FINE, ClauseBlock, above_zero, is_too_fine
from endorsement_plugin.editor.blocks.faults import Fault
from endorsement_plugin.editor.blocks.givers import GiverBlock, compiled_giver, giver_faults
from endorsement_plugin.editor.blocks.numbers import DecimalBlock, IntegerBlock
from endorsement_plugin.requirements.kinds.supervision import Supervision
from endorsement_plugin.requirements.wording import span

MOST_YEARS = 60
HOURS_IN_A_MONTH = 173
"""Of full time: 40 hours a week."""


class SupervisionBlock(ClauseBlock):
    clause = Supervision
    place = 40
    hours = DecimalBlock(label="Hours")
    min_months = IntegerBlock(
        default=12,
        label="Over at least",
        help_text="Months; 0 for no such rule. The first and the last quarter of the period then hold at "
        "least an eighth of the hours each, so that a half hour a year later stretches nothing.",
    )
    max_months = IntegerBlock(default=24, label="Within", help_text="Months; 0 for no limit.")
    givers = ListBlock(
        GiverBlock(),
        default=[],
        label="Given by one of these",
        help_text="By what the giver was at that time. Empty: it does not matter who.",
    )
    individual = DecimalBlock(default=0, label="Individual, at least", help_text="Hours; 0 for no such rule.")
    group = DecimalBlock(
        default=0, label="In a group, at most", help_text="Hours that count; 0 for no such limit."
    )
    giving = DecimalBlock(
        default=0,
        label="About supervision that they give",
        help_text="Hours at the least; 0 for no such rule.",
    )
    within_years = IntegerBlock(
        default=0, label="Within the last", help_text="Years before submitting; 0: hours do not expire."
    )
    while_working = BooleanBlock(
        required=False,
        label="Only while working",
        help_text="Only days count on which the applicant had a job that they entered.",
    )
    fields = FieldsBlock("From “Lists › Fields of work” in the menu. Empty: any job that they entered.")
    context = CharBlock(
        required=False,
        max_length=120,
        label="In the sentence",
        help_text="How to say in which fields: “while working with infants and families”. Left empty, as "
        "your list does.",
    )

    def faults(self, value: StructValue) -> list[Fault]:
        return [
            *above_zero(value, "hours", 5000),
            *_on_time(value),
            *_on_work(value),
            *_on_parts(value),
            *giver_faults(value),
        ]

    def compiled(self, value: StructValue) -> dict[str, Any]:
        return {
            **super().compiled(value),
            "givers": [compiled_giver(giver) for giver in value["givers"]],
            "fields": compiled_fields(value),
        }

    class Meta:
        icon = "group"
        label_format = "{hours} hours over {min_months} to {max_months} months {designation}"
        label = "Reflective supervision"
        form_layout = BlockGroup(
            children=[
                *("hours", "min_months", "max_months", "within_years"),
                *("givers", "individual", "group", "giving"),
            ],
            settings=["while_working", "fields", "context", "designation", "note"],
        )


def _on_time(value: StructValue) -> list[Fault]:
    faults: list[Fault] = [
        ((name,), "Enter a number of months from 0 to 600.")
        for name in ("min_months", "max_months")
        if not 0 <= value[name] <= 600
    ]
    if not faults and 0 < value["max_months"] < value["min_months"]:
        faults.append((("max_months",), "This period is shorter than the one the hours must be spread over."))
    if not faults and value["hours"] > (value["max_months"] or 600) * HOURS_IN_A_MONTH:
        words = f"{value['hours']:,f} hours do not fit into {span(value['max_months'])}."
        faults.append((("hours",), words))
    if not 0 <= value["within_years"] <= MOST_YEARS:
        faults.append((("within_years",), f"Enter a number of years from 0 to {MOST_YEARS}."))
    return faults


def _on_work(value: StructValue) -> list[Fault]:
    faults = field_faults(value)
    if value["context"].strip() and not value["while_working"]:
        faults.append(
            (("while_working",), "The sentence speaks of work: switch this on, so that it is checked.")
        )
    elif value["context"].strip() and not value["fields"]:
        faults.append((("fields",), FROM_THE_LIST))
    if len(value["fields"]) and not value["while_working"]:
        faults.append((("while_working",), "Switch this on for the fields you chose, or take them out."))
    return faults


def _on_parts(value: StructValue) -> list[Fault]:
    parts = ("individual", "group", "giving")
    faults: list[Fault] = [
        ((name,), "Enter a number of hours from 0 to all of them.")
        for name in parts
        if not 0 <= value[name] <= value["hours"]
    ]
    return faults + [((name,), TOO_FINE) for name in parts if is_too_fine(value[name])]
