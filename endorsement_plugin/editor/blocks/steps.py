"""A form as its editor writes it: steps, one page each, of questions and sections.

    body = [{"type": "step", "id": "<uuid>", "value": {
        "title": "Specialized training", "name": "training", "minutes": 30, "intro": "<p>…</p>",
        "fields": [{"type": "evidence", "value": {"kind": "training", "label": "Trainings"}}, …]}}]

Ids may be left out when writing by hand; saving gives each block one, and it stays.
"""

from wagtail.blocks import (
    BlockGroup,
    CharBlock,
    RichTextBlock,
    StreamBlock,
    StreamValue,
    StructBlock,
)

from . import questions, sections
from .checking import application_faults, exam_faults, shared_faults
from .faults import refuse
from .keys import KeyBlock
from .numbers import IntegerBlock


class QuestionsBlock(StreamBlock):
    """Questions with text between them."""

    text = questions.TextBlock()
    long_text = questions.LongTextBlock()
    email = questions.EmailBlock()
    phone = questions.PhoneBlock()
    link = questions.LinkBlock()
    number = questions.NumberBlock()
    date = questions.DateBlock()
    yes_no = questions.YesNoBlock()
    choice = questions.ChoiceBlock()
    choices = questions.ChoicesBlock()
    rating = questions.RatingBlock()
    content = sections.ContentBlock()


class ExamQuestionsBlock(StreamBlock):
    """Vignettes, and questions that say whether reviewers read the answer."""

    content = sections.ContentBlock(label="Vignette or other text")
    long_text = questions.LongTextBlock(form_layout=questions.layout("max_words", shared=True))
    text = questions.TextBlock(form_layout=questions.layout("max_length", shared=True))
    pdf = sections.PdfBlock()
    choice = questions.ChoiceBlock(form_layout=questions.layout("options", shared=True))
    choices = questions.ChoicesBlock(form_layout=questions.layout("options", shared=True))
    yes_no = questions.YesNoBlock(form_layout=questions.layout(shared=True))
    number = questions.NumberBlock(form_layout=questions.layout("min", "max", shared=True))


class ApplicationFieldsBlock(QuestionsBlock):
    """All that an application may ask for."""

    person = sections.PersonBlock()
    evidence = sections.EvidenceBlock()
    transcripts = sections.TranscriptsBlock()
    references = sections.ReferencesBlock()
    attestation = sections.AttestationBlock()


class StepBlock(StructBlock):
    """One page of a form."""

    title = CharBlock(max_length=200)
    intro = RichTextBlock(required=False, features=sections.PLAIN_FEATURES)
    minutes = IntegerBlock(required=False, label="Takes about", help_text="Minutes.")
    fields = QuestionsBlock(label="Questions")
    name = KeyBlock()

    class Meta:
        icon = "doc-empty"
        label_format = "{title}"
        form_layout = BlockGroup(children=["title", "intro", "fields"], settings=["minutes", "name"])


class ApplicationStepBlock(StepBlock):
    fields = ApplicationFieldsBlock(label="Questions and sections")


class ExamStepBlock(StepBlock):
    fields = ExamQuestionsBlock(label="Vignettes and questions")


class StepsBlock(StreamBlock):
    """The steps of a reference form; rules that span several blocks are checked when it is published."""

    faults = staticmethod(shared_faults)

    step = StepBlock()

    def clean(self, value: StreamValue) -> StreamValue:
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            refuse(self.faults(cleaned))
        return cleaned


class ExamStepsBlock(StepsBlock):
    """The steps of an exam paper."""

    faults = staticmethod(exam_faults)
    step = ExamStepBlock()


class ApplicationStepsBlock(StepsBlock):
    """The steps of an application form."""

    faults = staticmethod(application_faults)
    step = ApplicationStepBlock()
