"""From blocks to the definition that everything else reads."""

import hashlib

import pytest

from endorsement_plugin.definitions.fields import PdfSection
from endorsement_plugin.definitions.names import KnownNames, known_names
from endorsement_plugin.definitions.parsing import parse, parse_field
from endorsement_plugin.editor.blocks.definition import compile_steps
from endorsement_plugin.editor.blocks.steps import ApplicationStepsBlock, ExamStepsBlock
from endorsement_plugin.forms.builder import form_class
from endorsement_plugin.forms.questions import TYPES
from tests.endorsement_plugin.editor.blocks.streams import block, step, stream

OPTIONS = [
    block("option", "o1", label="Clinical"),
    block("option", "o2", label="Policy", value="policy_work"),
]
NOTHING = KnownNames()


def test_a_question() -> None:
    steps = stream(
        ApplicationStepsBlock(),
        step("s1", "Your work", block("text", "q1", label="Role", help="As on your door.", max_length=120)),
    )
    assert compile_steps(steps, NOTHING) == [
        {
            "id": "s1",
            "name": "your_work",
            "title": "Your work",
            "intro": "",
            "minutes": None,
            "fields": [
                {
                    "id": "q1",
                    "name": "role",
                    "type": "text",
                    "label": "Role",
                    "help": "As on your door.",
                    "required": True,
                    "shared": False,
                    "max_length": 120,
                }
            ],
        }
    ]


def fields(*blocks: dict[str, object]) -> list[dict[str, object]]:
    (compiled,) = compile_steps(stream(ApplicationStepsBlock(), step("s", "Step", *blocks)), NOTHING)
    found: list[dict[str, object]] = compiled["fields"]
    return found


def test_what_each_kind_adds() -> None:
    number, date, rating = fields(
        block("number", label="Hours", min="0.5", max=None),
        block("date", label="Day", past=True),
        block("rating", label="Warmth", options=OPTIONS, allow_unknown=True),
    )
    assert (number["min"], number.get("max")) == ("0.5", None)
    assert date["not_after"] == "today"
    assert rating["allow_unknown"] is True
    assert rating["options"] == [
        {"id": "o1", "value": "clinical", "label": "Clinical"},
        {"id": "o2", "value": "policy_work", "label": "Policy"},
    ]


def test_sections() -> None:
    content, evidence, transcripts, references, attestation = fields(
        {"type": "content", "id": "c", "value": "<p>Read <b>this</b>.</p>"},
        block("evidence", kind="training", label="Trainings"),
        block("transcripts", label="Transcripts", max=3),
        block("references", label="Referees", slots=["Your supervisor", "A colleague"], form=None),
        block("attestation", title="Ethics", statement="<p>I keep confidence.</p>"),
    )
    assert (content["name"], content["html"]) == ("content", "<p>Read <b>this</b>.</p>")
    assert (evidence["kind"], evidence["name"]) == ("training", "trainings")
    assert transcripts["max"] == 3
    assert references["slots"] == [{"role": "Your supervisor"}, {"role": "A colleague"}]
    assert (references["count"], references["form"]) == (2, "")
    digest = hashlib.sha256(b"<p>I keep confidence.</p>").hexdigest()
    assert (attestation["statement"], attestation["sha256"]) == ("<p>I keep confidence.</p>", digest)


def test_a_statement_is_the_same_while_the_same_is_read() -> None:
    def digest(statement: str) -> object:
        return fields(block("attestation", title="Ethics", statement=statement))[0]["sha256"]

    plain = digest("<p>I keep confidence.</p><ul><li>Always.</li></ul>")
    edited = '<p data-block-key="a1">I keep\nconfidence.</p>\n<ul><li data-block-key="b2">Always.</li>\n</ul>'
    assert digest(edited) == plain
    assert digest("<p>I keep confidence.</p><ul><li>Mostly.</li></ul>") != plain


def test_nothing_is_shared_unless_the_editor_says_so() -> None:
    steps = stream(
        ExamStepsBlock(),
        step(
            "s",
            "Vignette",
            block("long_text", "a", label="A"),
            block("long_text", "b", label="B", shared_with_reviewers=True),
        ),
    )
    (compiled,) = compile_steps(steps, NOTHING)
    assert [field["shared"] for field in compiled["fields"]] == [False, True]


def test_a_pdf_is_compiled_with_its_pages() -> None:
    drawing = block("pdf", "p", label="Draw it", max_pages=3, required=False)
    (compiled,) = compile_steps(stream(ExamStepsBlock(), step("s", "Vignette", drawing)), NOTHING)
    (field,) = (parse_field(one) for one in compiled["fields"])
    assert field == PdfSection(id="p", name="draw_it", label="Draw it", max_pages=3)


@pytest.mark.parametrize("kind", TYPES)
def test_every_kind_of_question_an_editor_can_pick_can_be_asked(kind: str) -> None:
    value = {"options": OPTIONS} if kind in ("choice", "choices", "rating") else {}
    found = fields(block(kind, label="It", **value))
    assert list(form_class(map(parse_field, found), final=True)().fields) == ["it"]


def test_names_survive_relabeling_and_reordering() -> None:
    first = stream(
        ApplicationStepsBlock(),
        step(
            "s",
            "Step",
            block("text", "q1", label="Role"),
            block("choice", "q2", label="Area", options=OPTIONS),
        ),
    )
    before = compile_steps(first, NOTHING)
    relabeled = [block("option", "o2", label="Public policy"), block("option", "o1", label="In a clinic")]
    second = stream(
        ApplicationStepsBlock(),
        step(
            "s",
            "Another title",
            block("choice", "q2", label="Field", name="field", options=relabeled),
            block("text", "q1", label="Position"),
            block("text", "q3", label="Role"),
        ),
    )
    (after,) = compile_steps(second, known_names([parse({"steps": before})]))
    assert after["name"] == "step"
    assert [(field["id"], field["name"]) for field in after["fields"]] == [
        ("q2", "area"),
        ("q1", "role"),
        ("q3", "role_2"),
    ]
    assert [option["value"] for option in after["fields"][0]["options"]] == ["policy_work", "clinical"]
