"""A chooser as its editor writes it: questions and outcomes, joined by their names.

    body = [
        {"type": "question", "value": {"name": "ages", "text": "Whom do you work with?", "answers": [
            {"type": "answer", "value": {"label": "Babies", "leads_to": "associate"}}, …]}},
        {"type": "outcome", "value": {"name": "associate", "title": "…", "pages": [
            {"type": "page", "value": {"page": 7, "reason": "…"}}]}}]

Addresses hold the beginnings of the answers' block ids, which copies and translations keep.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from wagtail.blocks import (
    CharBlock,
    PageChooserBlock,
    RichTextBlock,
    StreamBlock,
    StreamValue,
    StructBlock,
    TextBlock,
)

from endorsement_plugin.rules.choosing import Answer, Node, faults

from .faults import Fault, faults_of, refuse
from .keys import KeyBlock
from .sections import PLAIN_FEATURES, html

KEY_LENGTH = 8
"""Signs of a block's id that tell the answers of one question apart."""

NAME = "Answers lead here by this name, as in birth_to_three. It stays behind the scenes."


class AnswerBlock(StructBlock):
    """An answer of a question."""

    label = CharBlock(max_length=200, label="Answer")
    leads_to = KeyBlock(
        label="Leads to",
        help_text="The name of the question that comes next, or of the outcome.",
    )
    reason = TextBlock(
        required=False, rows=2, max_length=400, help_text="Said with the recommendation: why this matters."
    )

    class Meta:
        icon = "arrow-right"
        label_format = "{label} → {leads_to}"


class AnswersBlock(StreamBlock):
    answer = AnswerBlock()

    class Meta:
        collapsed = True


class ChoosingQuestionBlock(StructBlock):
    """A question on a page of its own."""

    name = KeyBlock(required=True, help_text=NAME)
    text = CharBlock(max_length=200, label="Question")
    help = TextBlock(required=False, rows=2, max_length=500, label="Hint")
    answers = AnswersBlock(required=False)

    class Meta:
        icon = "help"
        label = "Question"
        label_format = "{name}: {text}"


class RecommendedPageBlock(StructBlock):
    page = PageChooserBlock()
    reason = TextBlock(required=False, rows=2, max_length=400, label="Why this one")

    class Meta:
        icon = "pick"
        label = "Recommended page"


class RecommendedPagesBlock(StreamBlock):
    page = RecommendedPageBlock()


class OutcomeBlock(StructBlock):
    """What is recommended to whoever gets here."""

    name = KeyBlock(required=True, help_text=NAME)
    title = CharBlock(max_length=200, help_text="“The Infant Family Associate fits what you do”")
    text = RichTextBlock(required=False, features=PLAIN_FEATURES)
    pages = RecommendedPagesBlock(required=False, label="We recommend")

    class Meta:
        icon = "tick"
        label = "Outcome"
        label_format = "{name}: {title}"


class ChooserBlock(StreamBlock):
    """Questions and outcomes. What leads nowhere, in circles or past something is refused on publishing."""

    question = ChoosingQuestionBlock()
    outcome = OutcomeBlock()

    def clean(self, value: StreamValue) -> StreamValue:
        if self.is_deferred_validation:
            return super().clean(value)
        found: list[Fault] = []
        try:
            value = super().clean(value)
        except ValidationError as error:
            found = faults_of(error)
        refuse([*found, *_of_the_ways(value), *_of_the_outcomes(value)])
        return value

    class Meta:
        max_num = 200


def nodes_of(stored: Sequence[Mapping[str, Any]]) -> list[Node]:
    """The chooser's shape, from the blocks as they are stored."""
    return [_node(block["type"], block["value"]) for block in stored]


def _node(kind: str, value: Mapping[str, Any]) -> Node:
    if kind != "question":
        return Node(value.get("name") or "")
    answers = [
        Answer(key_of(answer), answer["value"].get("leads_to") or "") for answer in value.get("answers") or []
    ]
    return Node(value.get("name") or "", tuple(answers))


def key_of(answer: Mapping[str, Any]) -> str:
    """What stands for this answer in an address."""
    return str(answer.get("id") or "")[:KEY_LENGTH]


def _of_the_ways(value: StreamValue) -> Iterator[Fault]:
    nodes = [_node(child.block_type, _plain(child)) for child in value]
    for node, answer, message, of_answers in faults(nodes):
        if node is None:
            yield (), message
        elif answer is None:
            yield (node, "answers" if of_answers else "name"), message
        else:
            yield (node, "answers", answer, "leads_to"), message


def _plain(child: Any) -> dict[str, Any]:
    answers = child.value.get("answers") or []
    return {
        "name": child.value["name"],
        "answers": [{"id": answer.id, "value": answer.value} for answer in answers],
    }


def _of_the_outcomes(value: StreamValue) -> Iterator[Fault]:
    for index, child in enumerate(value):
        if child.block_type == "outcome":
            pages = [part.value["page"] for part in child.value["pages"]]
            if not pages and not strip_tags(html(child.value["text"])).strip():
                yield (index, "text"), "Recommend a page, or say here what to do."
            for number, page in enumerate(pages):
                if page and not is_public(page):
                    message = "Visitors cannot read this page: it is not published, or not public."
                    yield (index, "pages", number, "page"), message


def is_public(page: Any) -> bool:
    """Whether visitors can read a page just now."""
    from endorsement_plugin.editor.page_mixins.private import public  # the mixins build on these blocks

    return public(type(page)._default_manager.live().public().filter(pk=page.pk)).exists()
