"""As a page keeps it: {"licenses": [{"type": "option", "value": {"label": "Registered nurse"}}]}"""

from typing import Any

from wagtail.blocks import BlockGroup, StructValue

from endorsement_plugin.editor.blocks.clause import ClauseBlock
from endorsement_plugin.editor.blocks.faults import Fault
from endorsement_plugin.editor.blocks.options import OptionsBlock, compiled_options
from endorsement_plugin.requirements.kinds.license import License

LONGEST = 200
"""Characters, as a portfolio entry keeps them."""


class LicenseBlock(ClauseBlock):
    clause = License
    place = 25
    licenses = OptionsBlock(
        required=False,
        label="Any one of",
        help_text="“Licensed Clinical Social Worker (LCSW)”. Left empty, any license will do.",
    )

    def faults(self, value: StructValue) -> list[Fault]:
        return license_faults(value)

    def compiled(self, value: StructValue) -> dict[str, Any]:
        return {**super().compiled(value), "licenses": compiled_options(value["licenses"], {})}

    class Meta:
        icon = "clipboard-list"
        label_format = "{licenses} {designation}"
        form_layout = BlockGroup(children=["licenses"], settings=["designation", "note"])


def license_faults(value: StructValue) -> list[Fault]:
    """Names that no portfolio entry has room for."""
    return [
        (("licenses", index, "label"), f"Keep the name of a license to {LONGEST} characters.")
        for index, one in enumerate(value["licenses"])
        if len(one.value["label"]) > LONGEST
    ]
