"""As a page keeps it: {"title": "the Code of Ethics", "statement": "code_of_ethics"}"""

from wagtail.blocks import BlockGroup, CharBlock, StructValue

from endorsement_plugin.editor.blocks.clause import ClauseBlock
from endorsement_plugin.editor.blocks.faults import Fault
from endorsement_plugin.editor.blocks.keys import KeyBlock
from endorsement_plugin.requirements.kinds.attestation import Attestation

ANY = "Say which statement of the form this is, by its name there: otherwise any signature would do."


class AttestationBlock(ClauseBlock):
    clause = Attestation
    place = 70
    title = CharBlock(default="the Code of Ethics", max_length=120, label="Statement")
    statement = KeyBlock(
        label="Its name in the form", help_text="The name of its section in the form: code_of_ethics."
    )
    version = CharBlock(
        required=False,
        max_length=40,
        label="In the version",
        help_text="As the statement in the form says it: “2026”. Left empty, the form’s own will do.",
    )

    def faults(self, value: StructValue) -> list[Fault]:
        return [] if value["statement"] else [(("statement",), ANY)]

    class Meta:
        icon = "edit"
        label_format = "{title} {designation}"
        label = "Signed statement"
        form_layout = BlockGroup(children=["title", "statement"], settings=["version", "designation", "note"])
