"""What an editor can put on an ordinary page."""

import re

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

RICH_TEXT = ["h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link", "hr"]
TARGETS = ("page", "address")
ADDRESS = re.compile(r"https?://|mailto:|/(?!/)")  # two slashes would lead to another site


class LinkValue(blocks.StructValue):
    @property
    def url(self) -> str:
        """The page's address, or the one that was typed in."""
        page = self.get("page")
        return (page.url if page else self.get("address")) or ""


class LinkBlock(blocks.StructBlock):
    """A link with exactly one target: a page of the site, or an address."""

    label = blocks.CharBlock(
        max_length=60, help_text="What happens on the other side: “See the requirements”."
    )
    page = blocks.PageChooserBlock(required=False)
    address = blocks.CharBlock(
        required=False, max_length=500, help_text="Instead of a page: https://… or /apply/."
    )

    class Meta:
        icon = "link"
        value_class = LinkValue

    def clean(self, value: LinkValue) -> LinkValue:
        cleaned: LinkValue = super().clean(value)
        if sum(bool(cleaned.get(target)) for target in TARGETS) != 1:
            problem = ValidationError("Choose a page or write an address, not both.")
            raise StructBlockValidationError(block_errors={"page": ErrorList([problem])})
        if cleaned["address"] and not ADDRESS.match(cleaned["address"]):
            problem = ValidationError("Begin the address with https://, mailto: or /.")
            raise StructBlockValidationError(block_errors={"address": ErrorList([problem])})
        return cleaned


class CardBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=100)
    kicker = blocks.CharBlock(
        required=False, max_length=60, help_text="A few words above the text: “Promotion”."
    )
    text = blocks.TextBlock(required=False)
    links = blocks.ListBlock(LinkBlock(), min_num=0, max_num=1, default=[])


class CardsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(required=False, max_length=100)
    introduction = blocks.TextBlock(required=False)
    cards = blocks.ListBlock(CardBlock())

    class Meta:
        icon = "grip"
        label = "Cards"
        template = "home/blocks/cards.html"


class BenefitsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=100)
    benefits = blocks.ListBlock(blocks.TextBlock(rows=2))

    class Meta:
        icon = "tick-inverse"
        label = "List of benefits"
        template = "home/blocks/benefits.html"


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=80)
    text = blocks.TextBlock(rows=3)


class StepsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=100)
    steps = blocks.ListBlock(StepBlock())

    class Meta:
        icon = "list-ol"
        label = "Numbered steps"
        template = "home/blocks/steps.html"


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(max_length=160)
    answer = blocks.RichTextBlock(features=["bold", "italic", "ol", "ul", "link"])


class QuestionsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=100, default="Questions people ask")
    questions = blocks.ListBlock(QuestionBlock())

    class Meta:
        icon = "help"
        label = "Questions and answers"
        template = "home/blocks/questions.html"


class VideoBlock(blocks.StructBlock):
    """A link to a video elsewhere. Nothing is loaded from the other site until the visitor goes there."""

    title = blocks.CharBlock(max_length=120)
    address = blocks.URLBlock(help_text="The page where the video plays.")
    minutes = blocks.IntegerBlock(required=False, min_value=1, max_value=300)
    text = blocks.TextBlock(required=False, rows=3)

    class Meta:
        icon = "media"
        template = "home/blocks/video.html"


class CallToActionBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=100)
    text = blocks.TextBlock(required=False, rows=3)
    links = blocks.ListBlock(LinkBlock(), min_num=1, max_num=2)

    class Meta:
        icon = "pick"
        label = "Call to action"
        template = "home/blocks/call_to_action.html"


class ContentBlock(blocks.StreamBlock):
    heading = blocks.CharBlock(icon="title", max_length=100, template="home/blocks/heading.html")
    text = blocks.RichTextBlock(features=RICH_TEXT, template="home/blocks/text.html")
    cards = CardsBlock()
    benefits = BenefitsBlock()
    steps = StepsBlock()
    questions = QuestionsBlock()
    video = VideoBlock()
    call_to_action = CallToActionBlock()
