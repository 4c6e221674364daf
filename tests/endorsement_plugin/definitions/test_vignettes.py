"""Which text belongs to which question of a paper."""

from collections.abc import Mapping

from endorsement_plugin.definitions.parsing import parse
from endorsement_plugin.definitions.vignettes import vignettes


def step(intro: str, *fields: Mapping[str, object]) -> dict[str, object]:
    return {"name": "step", "intro": intro, "fields": list(fields)}


def content(html: str) -> dict[str, str]:
    return {"id": f"c{len(html)}", "type": "content", "html": html}


def question(name: str, *, shared: bool = True) -> dict[str, object]:
    return {"id": name, "type": "long_text", "name": name, "shared": shared}


def test_each_question_has_what_stands_since_the_question_before_it():
    paper = {
        "steps": [
            step("<p>First scene.</p>", content("<p>It <b>goes on</b>.</p>"), question("a"), question("b")),
            step("", content("<ul><li>One</li><li>Two</li></ul>"), question("c")),
        ]
    }
    assert vignettes(parse(paper)) == {"a": "First scene.\n\nIt goes on.", "b": "", "c": "One\n\nTwo"}


def test_text_without_paragraphs_and_no_text_at_all():
    assert vignettes(parse({"steps": [step("Plain  words", question("a"))]})) == {"a": "Plain words"}
    assert vignettes(parse({"steps": [step("", question("a"))]})) == {"a": ""}


def test_the_scene_before_a_question_that_is_not_shared_goes_to_the_next_that_is():
    vignette, aside = content("<p>A mother and her baby.</p>"), content("<p>Think of her day.</p>")
    paper = {
        "steps": [step("", vignette, question("own", shared=False), aside, question("a"), question("b"))]
    }
    assert vignettes(parse(paper)) == {"a": "A mother and her baby.\n\nThink of her day.", "b": ""}


def test_a_scene_with_a_step_of_its_own():
    paper = {"steps": [step("Read this.", content("<p>A mother.</p>")), step("Answer.", question("a"))]}
    assert vignettes(parse(paper)) == {"a": "Read this.\n\nA mother.\n\nAnswer."}


def test_what_nobody_is_shown_has_no_scene():
    assert vignettes(parse({"steps": [step("For us.", question("own", shared=False))]})) == {}
