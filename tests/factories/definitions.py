"""Compiled form definitions, as publishing makes them, with readable ids."""

import hashlib
from typing import Any

from endorsement_plugin.definitions.fields import Question
from endorsement_plugin.definitions.parsing import parse_field

Field = dict[str, Any]

ETHICS = "<p>I keep what families tell me to myself.</p>"


def question(name: str, kind: str = "text", **more: Any) -> Field:
    """A question; its block id is `q-<name>`."""
    label = more.pop("label", name.replace("_", " ").capitalize())
    return {
        "id": f"q-{name}",
        "name": name,
        "type": kind,
        "label": label,
        "help": "",
        "required": True,
        "shared": False,
    } | more


def asked(name: str, kind: str = "text", **more: Any) -> Question:
    """The same, as it is read."""
    found = parse_field(question(name, kind, **more))
    assert isinstance(found, Question)
    return found


def section(kind_of_section: str, name: str = "", /, **more: Any) -> Field:
    """A section without an answer of its own."""
    name = name or kind_of_section
    return {
        "id": f"s-{name}",
        "name": name,
        "type": kind_of_section,
        "label": name.capitalize(),
        "help": "",
    } | more


def attestation(name: str = "ethics", statement: str = ETHICS) -> Field:
    """A statement to sign."""
    digest = hashlib.sha256(statement.encode()).hexdigest()
    return section("attestation", name, title="Code of ethics", statement=statement, sha256=digest)


def step(name: str, *fields: Field, title: str = "") -> dict[str, Any]:
    """A step; its block id is `step-<name>`."""
    return {
        "id": f"step-{name}",
        "name": name,
        "title": title or name.replace("_", " ").capitalize(),
        "intro": "",
        "minutes": 10,
        "fields": list(fields),
    }


def definition(
    *steps: dict[str, Any], kind: str = "application", name: str = "ifs", title: str = "IFS", **more: Any
) -> dict[str, Any]:
    """A whole form."""
    return {
        "version": 1,
        "kind": kind,
        "name": name,
        "title": title,
        "intro": "<p>Take your time.</p>",
        "steps": list(steps),
    } | more


def application_form(reference_form: str = "") -> dict[str, Any]:
    """Every section once, and two questions."""
    return definition(
        step("about_you", section("person")),
        step(
            "practice",
            question("agency", max_length=200, label="Where do you work?"),
            question("story", "long_text", max_words=200, label="Tell us about your practice"),
        ),
        step(
            "experience",
            section("evidence", "education", kind="education"),
            section("evidence", "work", kind="work"),
        ),
        step("training", section("evidence", "training", kind="training")),
        step("supervision", section("evidence", "supervision", kind="supervision")),
        step("transcripts", section("transcripts", max=3)),
        step(
            "references",
            section(
                "references",
                count=3,
                form=reference_form,
                slots=[{"role": "Supervisor"}, {"role": "Colleague"}, {"role": "Anyone who knows your work"}],
            ),
        ),
        step("ethics", attestation()),
        title="Infant Family Specialist",
    )


def reference_form() -> dict[str, Any]:
    """Two ratings and a comment."""
    scale = [{"value": str(n), "label": f"{n} of 4"} for n in range(1, 5)]
    return definition(
        step(
            "ratings",
            question("warmth", "rating", options=scale, allow_unknown=True, label="Meets families warmly"),
            question("reflection", "rating", options=scale, allow_unknown=True, label="Reflects on the work"),
            question("comment", "long_text", max_words=300, label="Anything else?", required=False),
        ),
        kind="reference",
        name="reference",
        title="Reference for an applicant",
    )


def pdf_paper(**more: Any) -> dict[str, Any]:
    """A vignette to write about, and a drawing of two pages at the most; both for the reviewers."""
    drawing = {"label": "Draw the family", "max_pages": 2, "required": True} | more
    written = question("first", "long_text", max_words=400, label="Vignette one", shared=True)
    return exam_paper() | {"steps": [step("vignettes", section("pdf", "drawing", **drawing), written)]}


def exam_paper() -> dict[str, Any]:
    """Two vignettes, both for the reviewers."""
    return definition(
        step(
            "vignettes",
            question("first", "long_text", max_words=400, label="Vignette one", shared=True),
            question("second", "long_text", max_words=400, label="Vignette two", shared=True),
        ),
        kind="exam",
        name="exam",
        title="Written exam",
        round="spring",
    )
