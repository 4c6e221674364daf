"""Which text belongs to which question of a paper."""

from endorsement_plugin.forms.scenes import scenes


def step(intro: str, *fields: dict[str, str]) -> dict[str, object]:
    return {"name": "step", "intro": intro, "fields": list(fields)}


def content(html: str) -> dict[str, str]:
    return {"id": f"c{len(html)}", "type": "content", "html": html}


def question(name: str) -> dict[str, str]:
    return {"id": name, "type": "long_text", "name": name}


def test_each_question_has_what_stands_since_the_question_before_it():
    paper = {
        "steps": [
            step("<p>First scene.</p>", content("<p>It <b>goes on</b>.</p>"), question("a"), question("b")),
            step("", content("<ul><li>One</li><li>Two</li></ul>"), question("c")),
        ]
    }
    assert scenes(paper) == {"a": "First scene.\n\nIt goes on.", "b": "", "c": "One\n\nTwo"}


def test_text_without_paragraphs_and_no_text_at_all():
    assert scenes({"steps": [step("Plain  words", question("a"))]}) == {"a": "Plain words"}
    assert scenes({"steps": [step("", question("a"))]}) == {"a": ""}
