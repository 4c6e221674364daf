"""As a page keeps it: {"degrees": ["bachelor", "master"], "or_higher": false, "licensed": true, …}"""

from typing import Any

from wagtail.blocks import BlockGroup, BooleanBlock, StructValue

from endorsement_plugin.editor.blocks.clause import ClauseBlock, DegreesBlock
from endorsement_plugin.editor.blocks.faults import Fault
from endorsement_plugin.editor.blocks.options import OptionsBlock, compiled_options
from endorsement_plugin.requirements.kinds.education import Education

from .license import license_faults


class EducationBlock(ClauseBlock):
    clause = Education
    place = 10
    degrees = DegreesBlock(required=False, label="Any one of")
    or_higher = BooleanBlock(required=False, default=False, label="A higher degree counts as well")
    licensed = BooleanBlock(
        required=False,
        default=False,
        label="Or a valid license",
        help_text="Valid on the day of submitting, and when the application is decided.",
    )
    licenses = OptionsBlock(
        required=False,
        label="One of these licenses",
        help_text="“Licensed Clinical Social Worker (LCSW)”. Left empty, any license will do.",
    )

    def faults(self, value: StructValue) -> list[Fault]:
        faults = license_faults(value)
        if not value["degrees"] and not value["licensed"]:
            faults.append((("degrees",), "Choose at least one degree."))
        if len(value["licenses"]) and not value["licensed"]:
            faults.append((("licensed",), "Switch this on for the licenses you named, or take them out."))
        return faults

    def compiled(self, value: StructValue) -> dict[str, Any]:
        licenses = compiled_options(value["licenses"], {}) if value["licensed"] else []
        return {**super().compiled(value), "licenses": licenses}

    class Meta:
        icon = "clipboard-list"
        label_format = "{degrees} {designation}"
        form_layout = BlockGroup(
            children=["degrees", "or_higher", "licensed"], settings=["licenses", "designation", "note"]
        )
