"""As a page keeps it: {"title": "the Code of Ethics", "statement": "code_of_ethics"}"""

from wagtail.blocks import BlockGroup, CharBlock

from endorsement_plugin.editor.blocks.clause import ClauseBlock
from endorsement_plugin.editor.blocks.keys import KeyBlock
from endorsement_plugin.requirements.kinds.attestation import Attestation


class AttestationBlock(ClauseBlock):
    clause = Attestation
    place = 70
    title = CharBlock(default="the Code of Ethics", max_length=120, label="Statement")
    statement = KeyBlock(
        label="Its name in the form", help_text="Left empty, any statement of the form will do."
    )
    version = CharBlock(
        required=False,
        max_length=40,
        label="In the version",
        help_text="As the statement in the form says it: “2026”. Left empty, the form’s own will do.",
    )

    class Meta:
        icon = "edit"
        label_format = "{title} {designation}"
        label = "Signed statement"
        form_layout = BlockGroup(children=["title"], settings=["statement", "version", "designation", "note"])
