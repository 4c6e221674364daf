"""As a page keeps it: {"hours": "24", "min_months": 12, "max_months": 24, "context": "…"}"""

from wagtail.blocks import BlockGroup, CharBlock, StructValue

from endorsement_plugin.editor.blocks.clause import ClauseBlock, above_zero
from endorsement_plugin.editor.blocks.faults import Fault
from endorsement_plugin.editor.blocks.numbers import DecimalBlock, IntegerBlock
from endorsement_plugin.requirements.kinds.supervision import Supervision


class SupervisionBlock(ClauseBlock):
    clause = Supervision
    place = 40
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
