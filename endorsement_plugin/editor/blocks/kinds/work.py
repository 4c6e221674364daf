"""As a page keeps it: {"years": "2", "after": ["master"], "or_higher": true, "fields": [<its id>], …}"""

from typing import Any

from django.forms import CheckboxSelectMultiple
from wagtail.blocks import BlockGroup, BooleanBlock, CharBlock, ListBlock, MultipleChoiceBlock, StructValue

from endorsement_plugin.editor.blocks.chosen import FROM_THE_LIST, FieldsBlock, compiled_fields, field_faults
from endorsement_plugin.editor.blocks.clause import ClauseBlock, DegreesBlock, above_zero
from endorsement_plugin.editor.blocks.faults import Fault
from endorsement_plugin.editor.blocks.givers import GiverBlock, compiled_giver, giver_faults
from endorsement_plugin.editor.blocks.numbers import DecimalBlock, IntegerBlock
from endorsement_plugin.requirements.counting import AGE_CHOICES
from endorsement_plugin.requirements.degrees import any_one_of, left_behind
from endorsement_plugin.requirements.kinds.work import Work

BASES = [("paid", "Paid work"), ("volunteer", "Qualifying volunteer work"), ("internship", "An internship")]
HOURS_IN_A_WEEK = 60
MOST_FAMILIES = 1000


class TicksBlock(MultipleChoiceBlock):
    """Some of several, to tick."""

    def __init__(self, choices: Any, **kwargs: Any) -> None:
        kwargs = {"required": False, "default": [], "widget": CheckboxSelectMultiple, **kwargs}
        super().__init__(choices=choices, **kwargs)


class WorkBlock(ClauseBlock):
    clause = Work
    place = 20
    years = DecimalBlock(label="Years")
    full_time = DecimalBlock(
        default=0,
        label="Full time is",
        help_text="Hours a week, such as 35: applicants then say their hours, and part time counts in "
        "proportion; positions at the same time add up to a full day at the most. 0: any counts whole.",
    )
    fields = FieldsBlock(
        "From “Lists › Fields of work” in the menu; applicants choose one for each position. Empty: any."
    )
    field = CharBlock(
        required=False,
        max_length=120,
        label="How the sentence calls them",
        help_text="“infant and early childhood field”. Left empty, as your list does.",
    )
    bases = TicksBlock(BASES, label="What counts", help_text="Nothing ticked: all of these.")
    after = DegreesBlock(
        required=False, label="Counted only after", help_text="The earliest of these degrees."
    )
    or_higher = BooleanBlock(required=False, default=False, label="A higher degree counts as well")
    ages = TicksBlock(AGE_CHOICES, label="With one of these ages", help_text="Nothing ticked: any age.")
    families = IntegerBlock(
        default=0,
        label="Families served, at least",
        help_text="Added up job by job: a family met in two jobs counts in both. 0 for no such rule.",
    )
    givers = ListBlock(
        GiverBlock(),
        default=[],
        label="Supervised by one of these",
        help_text="By what the supervisor was at that time. Empty: it does not matter who.",
    )

    def faults(self, value: StructValue) -> list[Fault]:
        return [*above_zero(value, "years", 60), *_on_field(value), *_on_rest(value), *giver_faults(value)]

    def compiled(self, value: StructValue) -> dict[str, Any]:
        return {
            **super().compiled(value),
            "fields": compiled_fields(value),
            "givers": [compiled_giver(giver) for giver in value["givers"]],
        }

    class Meta:
        icon = "calendar"
        label_format = "{years} years {field} {designation}"
        label = "Work experience"
        form_layout = BlockGroup(
            children=["years", "full_time", "fields", "field", "bases"],
            settings=["after", "or_higher", "ages", "families", "givers", "designation", "note"],
        )


def _on_field(value: StructValue) -> list[Fault]:
    if value["field"].strip() and not value["fields"]:
        return [(("fields",), FROM_THE_LIST)]
    return field_faults(value)


def _on_rest(value: StructValue) -> list[Fault]:
    faults: list[Fault] = []
    if not 0 <= value["full_time"] <= HOURS_IN_A_WEEK:
        faults.append((("full_time",), f"Enter a number of hours from 0 to {HOURS_IN_A_WEEK}."))
    if not 0 <= value["families"] <= MOST_FAMILIES:
        faults.append((("families",), f"Enter a number from 0 to {MOST_FAMILIES:,}."))
    if value["after"] and not value["or_higher"] and (missed := left_behind(value["after"])):
        words = f"Somebody who only has {any_one_of(missed)} could never meet this. Switch this on."
        faults.append((("or_higher",), words))
    return faults
