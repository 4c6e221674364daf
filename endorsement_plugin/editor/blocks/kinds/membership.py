"""As a page keeps it: {"associations": [{"type": "option", "value": {"label": "AIMH HI"}}]}"""

from typing import Any

from wagtail.blocks import BlockGroup, StructValue

from endorsement_plugin.editor.blocks.clause import ClauseBlock
from endorsement_plugin.editor.blocks.options import OptionsBlock, compiled_options
from endorsement_plugin.requirements.kinds.membership import Membership


class MembershipBlock(ClauseBlock):
    clause = Membership
    place = 75
    associations = OptionsBlock(
        required=False,
        label="Of one of these",
        help_text="Your own association, and others whose members you accept. Left empty, any will do.",
    )

    def compiled(self, value: StructValue) -> dict[str, Any]:
        return {**super().compiled(value), "associations": compiled_options(value["associations"], {})}

    class Meta:
        icon = "group"
        label_format = "{associations} {designation}"
        form_layout = BlockGroup(children=["associations"], settings=["designation", "note"])
