"""As a page keeps it: {"degrees": ["bachelor", "master"], "or_higher": false}"""

from wagtail.blocks import BlockGroup, BooleanBlock, StructValue

from endorsement_plugin.editor.blocks.clause import ClauseBlock, DegreesBlock
from endorsement_plugin.editor.blocks.faults import Fault
from endorsement_plugin.requirements.kinds.education import Education


class EducationBlock(ClauseBlock):
    clause = Education
    place = 10
    degrees = DegreesBlock(required=False, label="Any one of")
    or_higher = BooleanBlock(required=False, default=False, label="A higher degree counts as well")

    def faults(self, value: StructValue) -> list[Fault]:
        return [] if value["degrees"] else [(("degrees",), "Choose at least one degree.")]

    class Meta:
        icon = "clipboard-list"
        label_format = "{degrees} {designation}"
        form_layout = BlockGroup(children=["degrees", "or_higher"], settings=["designation"])
