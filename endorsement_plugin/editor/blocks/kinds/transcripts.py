"""As a page keeps it: {"count": 1, "standard": "official"}"""

from wagtail.blocks import BlockGroup, ChoiceBlock

from endorsement_plugin.editor.blocks.clause import CountBlock
from endorsement_plugin.requirements.kinds.transcripts import Transcripts
from endorsement_plugin.requirements.standards import OFFICIAL, SEALED, UNOFFICIAL


class TranscriptsBlock(CountBlock):
    clause = Transcripts
    place = 80
    standard = ChoiceBlock(
        required=False,
        choices=[
            (UNOFFICIAL, "Official or not"),
            (OFFICIAL, "Official"),
            (SEALED, "Official, sealed by the school"),
        ],
        label="What they have to be",
        help_text="Your coordinator says what each is when verifying it. Left open: whatever they verify.",
    )

    class Meta:
        icon = "doc-full-inverse"
        label_format = "{count} files {designation}"
        form_layout = BlockGroup(children=["count", "standard"], settings=["designation", "note"])
