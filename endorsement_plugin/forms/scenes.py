"""What stands before a question on a paper: a vignette is one text and one or more questions about it."""

from bs4 import BeautifulSoup

from .definitions import SECTIONS, Definition, fields, steps

_PARAGRAPHS = ("p", "li", "h2", "h3", "h4", "blockquote")


def scenes(definition: Definition) -> dict[str, str]:
    """By the question's id: the texts since the question before it, as plain paragraphs.

    A reviewer reads an answer without the paper beside it, so each question takes its scene along.
    """
    found: dict[str, str] = {}
    for step in steps(definition):
        before = [step.get("intro", "")]
        for field in fields(step):
            if field["type"] == "content":
                before.append(field["html"])
            elif field["type"] not in SECTIONS:
                found[field["id"]] = "\n\n".join(filter(None, map(_plain, before)))
                before = []
    return found


def _plain(html: str) -> str:
    soup = BeautifulSoup(html or "", "html.parser")
    for line_break in soup.find_all("br"):
        line_break.replace_with(" ")
    blocks = [block.get_text() for block in soup.find_all(_PARAGRAPHS)] or [soup.get_text()]
    return "\n\n".join(" ".join(text.split()) for text in blocks).strip()
