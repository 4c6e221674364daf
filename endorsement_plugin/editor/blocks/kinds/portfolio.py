"""As a page keeps it: {"subject": "the areas", "areas": [{"type": "option", "value": {"label": "Play"}}]}

From a framework: {"framework": <id>, "chosen": [<id of an area>, …], "kinds": ["training"], "count": 7}
"""

from typing import Any

from django.forms import CheckboxSelectMultiple
from wagtail.blocks import BlockGroup, CharBlock, ListBlock, MultipleChoiceBlock, StructValue

from endorsement_plugin.editor.blocks.chosen import AreaBlock, FrameworkBlock
from endorsement_plugin.editor.blocks.clause import ClauseBlock
from endorsement_plugin.editor.blocks.faults import Fault
from endorsement_plugin.editor.blocks.numbers import IntegerBlock
from endorsement_plugin.editor.blocks.options import OptionsBlock, compiled_options
from endorsement_plugin.requirements.evidence_kinds import with_detail
from endorsement_plugin.requirements.kinds.portfolio import Portfolio

KINDS = [(kind.value, kind.label) for kind in with_detail("areas")]

NO_AREAS = "Choose a framework, or write areas: otherwise any one training would be a complete portfolio."


class PortfolioBlock(ClauseBlock):
    clause = Portfolio
    place = 60
    not_compiled = ClauseBlock.not_compiled | {"chosen"}
    subject = CharBlock(required=False, max_length=120, help_text="“the required IFS competency areas”")
    framework = FrameworkBlock(
        required=False,
        label="Framework",
        help_text="A published version from your lists. Later versions change nothing here.",
    )
    chosen = ListBlock(
        AreaBlock(label="Area"),
        default=[],
        label="Areas of this framework",
        help_text="Left empty, every area of the framework.",
    )
    areas = OptionsBlock(
        required=False,
        label="Areas without a framework",
        help_text="Each needs an entry.",
    )
    count = IntegerBlock(required=False, label="How many of them", help_text="Left empty, all of them.")
    kinds = MultipleChoiceBlock(
        choices=KINDS,
        required=False,
        default=[],
        widget=CheckboxSelectMultiple,
        label="Only these kinds of evidence count",
        help_text="Nothing ticked: all that the framework allows.",
    )

    def faults(self, value: StructValue) -> list[Fault]:
        framework, count = value["framework"], value["count"]
        faults: list[Fault] = []
        if framework and not framework.is_published:
            faults.append((("framework",), "Publish this version first, in your lists."))
        if framework and len(value["areas"]):
            faults.append((("areas",), "Choose a framework or write areas, not both."))
        faults += _foreign(value)
        areas = len(self._areas(value))
        if not areas:
            faults.append((("framework",), NO_AREAS))
        if count is not None and not 0 < count <= max(areas, 1):
            faults.append((("count",), f"There are {areas} areas. Enter a number from 1 to {max(areas, 1)}."))
        return faults

    def compiled(self, value: StructValue) -> dict[str, Any]:
        return {**super().compiled(value), "areas": self._areas(value)}

    def _areas(self, value: StructValue) -> list[dict[str, Any]]:
        if not value["framework"]:
            return compiled_options(value["areas"], {})
        chosen = [area for area in value["chosen"] if area]
        return [
            {"value": area.value, "label": area.label, "domain": area.domain, "kinds": area.kinds}
            for area in chosen or value["framework"].areas.all()
        ]

    class Meta:
        icon = "folder-open-inverse"
        label_format = "{subject} {designation}"
        form_layout = BlockGroup(
            children=["framework", "chosen", "count", "subject"],
            settings=["areas", "kinds", "designation", "note"],
        )


def _foreign(value: StructValue) -> list[Fault]:
    """Areas of another framework than the one that is named, and those that are named twice."""
    framework = value["framework"]
    seen: set[Any] = set()
    faults: list[Fault] = []
    for index, area in enumerate(value["chosen"]):
        if framework is None or area.framework_id != framework.pk:
            faults.append((("chosen", index), "This area belongs to another framework."))
        elif area.pk in seen:
            faults.append((("chosen", index), "This area is above already."))
        seen.add(area.pk)
    return faults
