"""As a page keeps it: {"count": 3}"""

from endorsement_plugin.editor.blocks.clause import CountBlock
from endorsement_plugin.editor.blocks.numbers import IntegerBlock
from endorsement_plugin.requirements.kinds.references import References


class ReferencesBlock(CountBlock):
    clause = References
    place = 50
    count = IntegerBlock(default=3, label="How many")

    class Meta:
        icon = "mail"
        label_format = "{count} referees {designation}"
