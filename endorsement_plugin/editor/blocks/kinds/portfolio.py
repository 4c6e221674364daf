"""As a page keeps it: {"subject": "the areas", "areas": [{"type": "option", "value": {"label": "Play"}}]}"""

from typing import Any

from wagtail.blocks import BlockGroup, CharBlock, StructValue

from endorsement_plugin.editor.blocks.clause import ClauseBlock
from endorsement_plugin.editor.blocks.options import OptionsBlock, compiled_options
from endorsement_plugin.requirements.kinds.portfolio import Portfolio


class PortfolioBlock(ClauseBlock):
    clause = Portfolio
    place = 60
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
