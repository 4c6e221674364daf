"""As a page keeps it: {}"""

from endorsement_plugin.editor.blocks.clause import ClauseBlock
from endorsement_plugin.requirements.kinds.exam import Exam


class ExamBlock(ClauseBlock):
    clause = Exam
    place = 90

    class Meta:
        icon = "form"
        label_format = "{designation}"
