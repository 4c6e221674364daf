"""As a page keeps it: {"count": 1}"""

from endorsement_plugin.editor.blocks.clause import CountBlock
from endorsement_plugin.requirements.kinds.transcripts import Transcripts


class TranscriptsBlock(CountBlock):
    clause = Transcripts
    place = 80

    class Meta:
        icon = "doc-full-inverse"
        label_format = "{count} files {designation}"
