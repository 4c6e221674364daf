"""A chooser: in fixtures/ an answer is [label, leads to, reason], a recommended page [path, reason]."""

from typing import Any

from django.contrib.auth.models import User
from wagtail.models import Page

from association.demo.content.blocks import finder
from association.founding.forms import Written
from association.founding.publishing import ensure
from endorsement_plugin.pages.models import ChooserPage


def ensure_chooser(home: Page, facts: dict[str, Any], editor: User | None) -> None:
    """The chooser, published if it is missing. What it recommends is there already."""
    questions = [_block("question", one, answers=_answers(one)) for one in facts["questions"]]
    outcomes = [_block("outcome", one, pages=_pages(one, home)) for one in facts["outcomes"]]
    ensure(home, ChooserPage, facts, editor, show_in_menus=True, body=[*questions, *outcomes])


def _block(kind: str, facts: Written, **parts: Any) -> Written:
    return {"type": kind, "value": {**facts, **parts}}


def _answers(question: Written) -> list[Written]:
    names = ("label", "leads_to", "reason")
    return [{"type": "answer", "value": dict(zip(names, one, strict=False))} for one in question["answers"]]


def _pages(outcome: Written, home: Page) -> list[Written]:
    page_id = finder(home)
    return [
        {"type": "page", "value": {"page": page_id(path), "reason": reason}}
        for path, reason in outcome.get("pages", [])
    ]
