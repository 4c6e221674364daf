"""The kinds of requirement, each with the numbers its sentence is made from."""

from typing import Any

from wagtail.blocks import (
    BlockGroup,
    BooleanBlock,
    CharBlock,
    ListBlock,
    StructBlock,
    StructValue,
)

from .clause import ClauseBlock, DegreesBlock, above_zero
from .faults import Fault
from .keys import KeyBlock, key_from
from .numbers import DecimalBlock, IntegerBlock
from .options import OptionsBlock, compiled_options


class EducationBlock(ClauseBlock):
    degrees = DegreesBlock(required=False, label="Any one of")
    or_higher = BooleanBlock(required=False, default=False, label="A higher degree counts as well")

    def faults(self, value: StructValue) -> list[Fault]:
        return [] if value["degrees"] else [(("degrees",), "Choose at least one degree.")]

    class Meta:
        icon = "clipboard-list"
        label_format = "{degrees} {designation}"
        form_layout = BlockGroup(children=["degrees", "or_higher"], settings=["designation"])


class WorkBlock(ClauseBlock):
    years = DecimalBlock(label="Years")
    field = CharBlock(required=False, max_length=120, help_text="“infant and early childhood field”")
    after = DegreesBlock(
        required=False, label="Counted only after", help_text="The earliest of these degrees."
    )

    def faults(self, value: StructValue) -> list[Fault]:
        return above_zero(value, "years", 60)

    class Meta:
        icon = "calendar"
        label_format = "{years} years {field} {designation}"
        label = "Work experience"
        form_layout = BlockGroup(children=["years", "field"], settings=["after", "designation"])


class QuotaBlock(StructBlock):
    hours = DecimalBlock(label="Hours")
    label = CharBlock(max_length=60, label="In", help_text="“giving reflective supervision”")
    area = KeyBlock(label="Area stored as")

    class Meta:
        icon = "snippet"
        label_format = "{hours} in {label}"


class TrainingBlock(ClauseBlock):
    hours = DecimalBlock(label="Hours in all")
    topic = CharBlock(required=False, max_length=120, help_text="“infant mental health (0–3)”")
    quotas = ListBlock(QuotaBlock(), default=[], label="Of which")

    def faults(self, value: StructValue) -> list[Fault]:
        faults = above_zero(value, "hours", 5000)
        quotas = [quota["hours"] for quota in value["quotas"]]
        if any(hours <= 0 for hours in quotas):
            faults.append((("quotas",), "Each part needs more than 0 hours."))
        if sum(quotas) > value["hours"]:
            faults.append((("hours",), "The parts add up to more hours than there are in all."))
        return faults

    def compiled(self, value: StructValue) -> dict[str, Any]:
        quotas = [
            {
                "area": quota["area"] or key_from(quota["label"]),
                "label": quota["label"],
                "hours": str(quota["hours"] or 0),
            }
            for quota in value["quotas"]
        ]
        return {**super().compiled(value), "quotas": quotas}

    class Meta:
        icon = "openquote"
        label_format = "{hours} hours {topic} {designation}"
        form_layout = BlockGroup(children=["hours", "topic"], settings=["quotas", "designation"])


class SupervisionBlock(ClauseBlock):
    hours = DecimalBlock(label="Hours")
    min_months = IntegerBlock(default=12, label="Over at least", help_text="Months; 0 for no such rule.")
    max_months = IntegerBlock(default=24, label="Within", help_text="Months; 0 for no limit.")
    context = CharBlock(required=False, max_length=120, help_text="“while working with infants and families”")

    def faults(self, value: StructValue) -> list[Fault]:
        faults = above_zero(value, "hours", 5000)
        for name in ("min_months", "max_months"):
            if not 0 <= value[name] <= 600:
                faults.append(((name,), "Enter a number of months from 0 to 600."))
        if not faults and 0 < value["max_months"] < value["min_months"]:
            faults.append(
                (("max_months",), "This period is shorter than the one the hours must be spread over.")
            )
        return faults

    class Meta:
        icon = "group"
        label_format = "{hours} hours over {min_months} to {max_months} months {designation}"
        label = "Reflective supervision"
        form_layout = BlockGroup(
            children=["hours", "min_months", "max_months", "context"], settings=["designation"]
        )


class CountBlock(ClauseBlock):
    """So many of something."""

    count = IntegerBlock(default=1, label="How many")

    def faults(self, value: StructValue) -> list[Fault]:
        return above_zero(value, "count", 20)

    class Meta:
        form_layout = BlockGroup(children=["count"], settings=["designation"])


class ReferencesBlock(CountBlock):
    count = IntegerBlock(default=3, label="How many")

    class Meta:
        icon = "mail"
        label_format = "{count} referees {designation}"


class TranscriptsBlock(CountBlock):
    class Meta:
        icon = "doc-full-inverse"
        label_format = "{count} files {designation}"


class PortfolioBlock(ClauseBlock):
    subject = CharBlock(required=False, max_length=120, help_text="“the required IFS competency areas”")
    areas = OptionsBlock(
        required=False,
        label="Competency areas",
        help_text="Each needs an entry. Left empty, one training will do.",
    )

    def compiled(self, value: StructValue) -> dict[str, Any]:
        return {**super().compiled(value), "areas": compiled_options(value["areas"], {})}

    class Meta:
        icon = "folder-open-inverse"
        label_format = "{subject} {designation}"
        form_layout = BlockGroup(children=["subject", "areas"], settings=["designation"])


class AttestationBlock(ClauseBlock):
    title = CharBlock(default="the Code of Ethics", max_length=120, label="Statement")
    statement = KeyBlock(
        label="Its name in the form", help_text="Left empty, any statement of the form will do."
    )

    class Meta:
        icon = "edit"
        label_format = "{title} {designation}"
        label = "Signed statement"
        form_layout = BlockGroup(children=["title"], settings=["statement", "designation"])


class ExamBlock(ClauseBlock):
    class Meta:
        icon = "form"
        label_format = "{designation}"
