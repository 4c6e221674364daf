"""A chooser as an editor posts it."""

from typing import Any

from wagtail.models import Page
from wagtail.test.utils.form_data import rich_text, streamfield

from endorsement_plugin.pages.models import ChooserPage
from tests.endorsement_plugin.editor.desk import Data, Editor

Block = tuple[str, Data]


def answer(label: str, leads_to: str, reason: str = "") -> Block:
    return "answer", {"label": label, "leads_to": leads_to, "reason": reason}


def question(name: str, text: str, *answers: Block, hint: str = "") -> Block:
    return "question", {"name": name, "text": text, "help": hint, "answers": streamfield(list(answers))}


def outcome(name: str, title: str, *pages: tuple[Page, str], text: str = "") -> Block:
    chosen = [("page", {"page": str(page.pk), "reason": reason}) for page, reason in pages]
    value = {"name": name, "title": title, "text": rich_text(text), "pages": streamfield(chosen)}
    return "outcome", value


def chooser_data(*blocks: Block, **more: Any) -> Data:
    body = streamfield(list(blocks))
    return {
        "title": "Find yours",
        "slug": "choosing",
        "intro": rich_text("<p>A few questions.</p>"),
        "body": body,
        **more,
    }


def blocks_for(credential: Page) -> list[Block]:
    """Two questions and three outcomes."""
    return [
        question(
            "ages",
            "Whom do you work with?",
            answer("Babies and toddlers", "role", "You work with the youngest."),
            answer("Schoolchildren", "none"),
        ),
        question(
            "role",
            "What do you do?",
            answer("I visit families", "ifs"),
            answer("I do research", "write"),
            hint="Choose what you do most of the time.",
        ),
        outcome("ifs", "The Family Specialist fits", (credential, "Made for home visitors.")),
        outcome("write", "Let us talk", text="<p>Write to us.</p>"),
        outcome("none", "Not ours", text="<p>Ask a school association.</p>"),
    ]


def make_chooser(editor: Editor, credential: Page) -> ChooserPage:
    """Published through the admin."""
    page = editor.create(ChooserPage, editor.home, chooser_data(*blocks_for(credential)))
    assert isinstance(page, ChooserPage), page.errors
    return page
