"""As a page keeps it: {"hours": "30", "topic": "infant mental health (0–3)", "quotas": [], …}"""

from typing import Any

from wagtail.blocks import BlockGroup, BooleanBlock, CharBlock, ListBlock, StructBlock, StructValue

from endorsement_plugin.definitions.names import key_from
from endorsement_plugin.editor.blocks.clause import TOO_FINE, ClauseBlock, above_zero, is_too_fine
from endorsement_plugin.editor.blocks.faults import Fault
from endorsement_plugin.editor.blocks.keys import KeyBlock
from endorsement_plugin.editor.blocks.numbers import DecimalBlock, IntegerBlock
from endorsement_plugin.requirements.kinds.training import Training
from endorsement_plugin.requirements.sharing import MOST_PARTS

MOST_YEARS = 60


class QuotaBlock(StructBlock):
    hours = DecimalBlock(label="Hours")
    label = CharBlock(max_length=60, label="In", help_text="“giving reflective supervision”")
    area = KeyBlock(label="Area stored as")

    class Meta:
        icon = "snippet"
        label_format = "{hours} in {label}"
        form_layout = BlockGroup(children=["hours", "label"], settings=["area"])


class ExtraBlock(StructBlock):
    hours = DecimalBlock(label="Hours more")
    label = CharBlock(
        required=False,
        max_length=60,
        label="In",
        help_text="“giving reflective supervision”. Empty for any training.",
    )
    condition = CharBlock(
        max_length=120, label="If", help_text="Goes on after if: “you give reflective supervision”."
    )
    question = KeyBlock(
        label="Question that decides",
        help_text="The name of a yes/no question on the form. The hours are needed until it is answered no.",
    )
    designation = CharBlock(
        required=False,
        max_length=40,
        label="Or designation that decides",
        help_text="“Clinical”: needed until another one is chosen.",
    )
    area = KeyBlock(label="Area stored as")

    class Meta:
        icon = "plus"
        label_format = "{hours} more in {label} if {condition}"
        form_layout = BlockGroup(
            children=["hours", "label", "condition", "question", "designation"], settings=["area"]
        )


class TrainingBlock(ClauseBlock):
    clause = Training
    place = 30
    hours = DecimalBlock(label="Hours in all")
    topic = CharBlock(
        required=False,
        max_length=120,
        help_text="“infant mental health (0–3)”. A note, which a person looks at, unless you tick below that "
        "only trainings in it count.",
    )
    marked = BooleanBlock(
        required=False,
        label="Count only trainings in this topic",
        help_text="Applicants then tick the topic in an entry, and only such entries count.",
    )
    within_years = IntegerBlock(
        default=0, label="Within the last", help_text="Years before submitting; 0 for no limit."
    )
    quotas = ListBlock(
        QuotaBlock(), default=[], label="Of which", help_text="Each hour counts in one of these at the most."
    )
    extras = ListBlock(ExtraBlock(), default=[], label="More for some")

    def faults(self, value: StructValue) -> list[Fault]:
        return [*above_zero(value, "hours", 5000), *_on_quotas(value), *_on_extras(value), *_on_rest(value)]

    def compiled(self, value: StructValue) -> dict[str, Any]:
        quotas = [
            {"area": _area(quota), "label": quota["label"], "hours": str(quota["hours"] or 0)}
            for quota in value["quotas"]
        ]
        return {
            **super().compiled(value),
            "quotas": quotas,
            "extras": [_extra(extra) for extra in value["extras"]],
        }

    class Meta:
        icon = "openquote"
        label_format = "{hours} hours {topic} {designation}"
        form_layout = BlockGroup(
            children=["hours", "topic", "quotas", "extras"],
            settings=["marked", "within_years", "designation", "note"],
        )


def _area(part: StructValue) -> str:
    return part["area"] or key_from(part["label"] or "")


def _extra(extra: StructValue) -> dict[str, str]:
    words = {name: (extra[name] or "").strip() for name in ("label", "condition", "question", "designation")}
    return {"hours": str(extra["hours"] or 0), "area": _area(extra), **words}


def _on_quotas(value: StructValue) -> list[Fault]:
    quotas = [quota["hours"] for quota in value["quotas"]]
    faults: list[Fault] = []
    if any(hours <= 0 for hours in quotas):
        faults.append((("quotas",), "Each part needs more than 0 hours."))
    if any(map(is_too_fine, quotas)):
        faults.append((("quotas",), TOO_FINE))
    if sum(quotas) > value["hours"]:
        faults.append((("hours",), "The parts add up to more hours than there are in all."))
    areas = [_area(part) for part in value["quotas"]]
    if len({*areas}) < len(areas):
        faults.append((("quotas",), "Two parts are about the same area. Put their hours into one."))
    if len({*areas, *(_area(part) for part in value["extras"])}) > MOST_PARTS:
        faults.append((("quotas",), f"There can be {MOST_PARTS} parts at the most."))
    return faults


def _on_extras(value: StructValue) -> list[Fault]:
    faults: list[Fault] = []
    if any(extra["hours"] <= 0 for extra in value["extras"]):
        faults.append((("extras",), "Each of these needs more than 0 hours."))
    if any(is_too_fine(extra["hours"]) for extra in value["extras"]):
        faults.append((("extras",), TOO_FINE))
    if any(not (extra["question"] or extra["designation"]) for extra in value["extras"]):
        faults.append((("extras",), "Say which question or which designation decides."))
    return faults


def _on_rest(value: StructValue) -> list[Fault]:
    faults: list[Fault] = []
    if not 0 <= value["within_years"] <= MOST_YEARS:
        faults.append((("within_years",), f"Enter a number of years from 0 to {MOST_YEARS}."))
    if value["marked"] and not value["topic"].strip():
        faults.append((("topic",), "Enter the topic that applicants tick."))
    return faults
