"""As a page keeps it: {"years": "2", "after": ["master"], "field": "infant and family field"}"""

from wagtail.blocks import BlockGroup, CharBlock, StructValue

from endorsement_plugin.editor.blocks.clause import ClauseBlock, DegreesBlock, above_zero
from endorsement_plugin.editor.blocks.faults import Fault
from endorsement_plugin.editor.blocks.numbers import DecimalBlock
from endorsement_plugin.requirements.kinds.work import Work


class WorkBlock(ClauseBlock):
    clause = Work
    place = 20
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
