"""As a page keeps it: {"hours": "30", "topic": "infant mental health (0–3)", "quotas": []}"""

from typing import Any

from wagtail.blocks import BlockGroup, CharBlock, ListBlock, StructBlock, StructValue

from endorsement_plugin.editor.blocks.clause import ClauseBlock, above_zero
from endorsement_plugin.editor.blocks.faults import Fault
from endorsement_plugin.editor.blocks.keys import KeyBlock, key_from
from endorsement_plugin.editor.blocks.numbers import DecimalBlock
from endorsement_plugin.requirements.kinds.training import Training


class QuotaBlock(StructBlock):
    hours = DecimalBlock(label="Hours")
    label = CharBlock(max_length=60, label="In", help_text="“giving reflective supervision”")
    area = KeyBlock(label="Area stored as")

    class Meta:
        icon = "snippet"
        label_format = "{hours} in {label}"


class TrainingBlock(ClauseBlock):
    clause = Training
    place = 30
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
