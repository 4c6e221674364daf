"""What stands in the way of publishing stands beside its cause, and never in the way of a draft."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StreamBlock

from endorsement_plugin.editor.blocks.clause import ClauseBlock
from endorsement_plugin.editor.blocks.kinds import CLAUSE_BLOCKS
from endorsement_plugin.editor.blocks.kinds.attestation import ANY
from endorsement_plugin.editor.blocks.kinds.portfolio import NO_AREAS
from endorsement_plugin.editor.blocks.requirements import RequirementsBlock, compile_clauses
from endorsement_plugin.editor.blocks.steps import ApplicationStepsBlock, ExamStepsBlock, StepsBlock
from endorsement_plugin.requirements.clauses import parse
from tests.endorsement_plugin.editor.blocks.streams import Block, block, errors, step, stream

TWO = [block("option", "o1", label="A"), block("option", "o2", label="B")]


def refused(definition: StreamBlock, *blocks: Block) -> Any:
    """The errors at publishing; as a draft the same blocks are taken."""
    value = stream(definition, *blocks)
    definition.clean_deferred(value)
    with pytest.raises(ValidationError) as refusal:
        definition.clean(value)
    return errors(refusal.value)


FORMS = [
    (
        [
            step("s1", "One", block("text", label="A", name="role")),
            step("s2", "Two", block("text", label="B", name="role")),
        ],
        {1: {"fields": {0: {"name": ["Another question is already called role."]}}}},
    ),
    (
        [
            step("s1", "One", block("text", label="A"), name="work"),
            step("s2", "Two", block("text", label="B"), name="work"),
        ],
        {1: {"name": ["Another step is already called work."]}},
    ),
    (
        [step("s", "One", block("text", label="A"), minutes=-5)],
        {0: {"minutes": ["Enter a number of minutes from 1 to 600."]}},
    ),
    (
        [step("s", "One", block("long_text", label="A", max_words=0))],
        {0: {"fields": {0: {"max_words": ["Enter a number from 1 to 5,000."]}}}},
    ),
    (
        [step("s", "One", block("number", label="A", min="5", max="2"))],
        {0: {"fields": {0: {"max": ["The largest number must not be below the smallest."]}}}},
    ),
    (
        [
            step(
                "s", "One", block("choice", label="A", options=[TWO[0], {**TWO[1], "value": {"label": "a "}}])
            )
        ],
        {0: {"fields": {0: {"options": {1: {"label": ["Another option above is the same."]}}}}}},
    ),
    (
        [step("s", "One", block("choice", label="A", options=TWO[:1]))],
        {0: {"fields": {0: {"options": ["The minimum number of items is 2"]}}}},
    ),
    ([step("s", "One")], {0: {"fields": ["This field is required."]}}),
    ([step("s", "", block("text", label="A"))], {0: {"title": ["This field is required."]}}),
]


@pytest.mark.parametrize(("blocks", "expected"), FORMS)
def test_a_form(blocks: list[Block], expected: Any) -> None:
    assert refused(StepsBlock(), *blocks) == expected


TWICE = [
    (
        [block("evidence", "e1", kind="work", label="A"), block("evidence", "e2", kind="work", label="B")],
        {1: {"kind": ["Another section above already asks for these entries."]}},
    ),
    (
        [block("person", "p1", label="A"), block("person", "p2", label="B")],
        {1: {"label": ["The applicant's details are asked for once."]}},
    ),
    (
        [block("transcripts", "t1", label="A"), block("transcripts", "t2", label="B")],
        {1: {"label": ["Transcripts are asked for once."]}},
    ),
    (
        [block("transcripts", label="A", max=0)],
        {0: {"max": ["Enter a number from 1 to 20."]}},
    ),
    (
        [block("references", label="A", slots=["Supervisor"], form=None)],
        {0: {"form": ["Choose the form that referees fill in."]}},
    ),
]


@pytest.mark.parametrize(("blocks", "expected"), TWICE)
def test_an_application(blocks: list[Block], expected: Any) -> None:
    assert refused(ApplicationStepsBlock(), step("s", "One", *blocks)) == {0: {"fields": expected}}


def test_evidence_of_two_kinds_is_fine() -> None:
    value = stream(
        ApplicationStepsBlock(),
        step("s", "One", block("evidence", "a", kind="work", label="A")),
        step("t", "Two", block("evidence", "b", kind="training", label="B")),
    )
    assert len(ApplicationStepsBlock().clean(value)) == 2


def test_an_exam_needs_an_answer_for_reviewers() -> None:
    message = "Nothing on this paper is shared with reviewers. Switch it on for the answers they score."
    assert refused(ExamStepsBlock(), step("s", "One", block("long_text", label="A"))) == [message]


def test_a_pdf_is_an_answer_for_reviewers() -> None:
    value = stream(ExamStepsBlock(), step("s", "One", block("pdf", label="Draw it", max_pages=3)))
    assert len(ExamStepsBlock().clean(value)) == 1


@pytest.mark.parametrize("pages", [0, 51])
def test_a_pdf_has_a_number_of_pages(pages: int) -> None:
    wrong = refused(ExamStepsBlock(), step("s", "One", block("pdf", label="Draw it", max_pages=pages)))
    assert wrong == {0: {"fields": {0: {"max_pages": ["Enter a number from 1 to 50."]}}}}


def test_all_pdfs_of_a_paper_have_a_number_of_pages_together() -> None:
    pdfs = [block("pdf", str(number), label=f"Draw {number}", max_pages=26) for number in range(2)]
    message = "The PDF questions of this paper ask for more than 50 pages together."
    assert refused(ExamStepsBlock(), step("s", "One", *pdfs)) == {
        0: {"fields": {1: {"max_pages": [message]}}}
    }


TOO_FINE = "Use two decimal places at the most."
REQUIREMENTS = [
    (block("education"), {"degrees": ["Choose at least one degree."]}),
    (block("work", years="0"), {"years": ["Enter a number above 0, and 60 at the most."]}),
    (block("training", hours="-1"), {"hours": ["Enter a number above 0, and 5,000 at the most."]}),
    (
        block("training", hours="30", quotas=[{"label": "a", "hours": "20"}, {"label": "b", "hours": "15"}]),
        {"hours": ["The parts add up to more hours than there are in all."]},
    ),
    (block("training", hours="30.001"), {"hours": [TOO_FINE]}),
    (block("training", hours="30", quotas=[{"label": "a", "hours": "0.001"}]), {"quotas": [TOO_FINE]}),
    (
        block(
            "training",
            hours="30",
            extras=[{"hours": "0.001", "condition": "you give it", "question": "gives"}],
        ),
        {"extras": [TOO_FINE]},
    ),
    (block("supervision", hours="24.001", min_months=0, max_months=0), {"hours": [TOO_FINE]}),
    *(
        (block("supervision", hours="24", min_months=0, max_months=0, **{part: "0.001"}), {part: [TOO_FINE]})
        for part in ("individual", "group", "giving")
    ),
    (
        block("training", hours="30", quotas=[{"label": "a", "hours": "0"}]),
        {"quotas": ["Each part needs more than 0 hours."]},
    ),
    (
        block("supervision", hours="24", min_months=24, max_months=12),
        {"max_months": ["This period is shorter than the one the hours must be spread over."]},
    ),
    (
        block("supervision", hours="5000", min_months=0, max_months=1),
        {"hours": ["5,000 hours do not fit into 1 month."]},
    ),
    (
        block("supervision", hours="24", min_months=-1, max_months=12),
        {"min_months": ["Enter a number of months from 0 to 600."]},
    ),
    (
        block("training", hours="30", quotas=[{"label": "a", "hours": "3"}, {"label": "A", "hours": "5"}]),
        {"quotas": ["Two parts are about the same area. Put their hours into one."]},
    ),
    (
        block("training", hours="90", quotas=[{"label": f"a{n}", "hours": "3"} for n in range(9)]),
        {"quotas": ["There can be 8 parts at the most."]},
    ),
    (
        block("training", hours="30", extras=[{"hours": "15", "condition": "you supervise"}]),
        {"extras": ["Say which question or which designation decides."]},
    ),
    (
        block("training", hours="3", extras=[{"hours": "0", "condition": "you…", "question": "gives"}]),
        {"extras": ["Each of these needs more than 0 hours."]},
    ),
    (
        block("training", hours="30", within_years=61),
        {"within_years": ["Enter a number of years from 0 to 60."]},
    ),
    (block("training", hours="30", marked=True), {"topic": ["Enter the topic that applicants tick."]}),
    (
        block("supervision", hours="24", givers=[{"who": "category"}]),
        {"givers": ["Enter the code of the category."]},
    ),
    (
        block(
            "supervision",
            hours="24",
            givers=[{"who": "vetted", "since": "2025-01-02", "until": "2025-01-01"}],
        ),
        {"givers": ["One of these ends before it begins."]},
    ),
    (
        block("supervision", hours="24", individual="24.5"),
        {"individual": ["Enter a number of hours from 0 to all of them."]},
    ),
    (
        block("supervision", hours="24", context="while working with infants"),
        {"while_working": ["The sentence speaks of work: switch this on, so that it is checked."]},
    ),
    (
        block("supervision", hours="24", while_working=True, context="while working with infants"),
        {"fields": ["The sentence speaks of a field: choose it from your lists, so that it is checked."]},
    ),
    (
        block("supervision", hours="24", within_years=-1),
        {"within_years": ["Enter a number of years from 0 to 60."]},
    ),
    (
        block("attestation", title="the Code of Ethics"),
        {"statement": [ANY]},
    ),
    (
        block("portfolio", subject="the required competency areas"),
        {"framework": [NO_AREAS]},
    ),
    (block("references", count=0), {"count": ["Enter a number above 0, and 20 at the most."]}),
    (
        block("exam", exam_parts=[{"label": "A", "pass_mark": "101", "on_paper": True}]),
        {"exam_parts": {0: {"pass_mark": ["Enter a number from 0 to 100."]}}},
    ),
    (
        block("exam", exam_parts=[{"label": "A", "pass_mark": "-1", "unit": "points", "on_paper": True}]),
        {
            "exam_parts": {
                0: {
                    "maximum": ["Enter how many points there are."],
                    "pass_mark": ["Enter a number from 0 to 100."],
                }
            }
        },
    ),
    (
        block(
            "exam",
            exam_parts=[
                {"label": "A", "on_paper": True},
                {"label": "a", "unit": "points", "maximum": "15", "pass_mark": "15.001"},
            ],
        ),
        {
            "exam_parts": {
                1: {
                    "label": ["Another part above has the same name."],
                    "pass_mark": ["This is more than the points there are."],
                }
            }
        },
    ),
    (
        block("exam", exam_parts=[{"label": "A"}]),
        {"exam_parts": ["Switch “Written here” on for one part: the one that the exam paper holds."]},
    ),
    (
        block("exam", exam_parts=[{"label": f"a{n}", "on_paper": not n} for n in range(7)]),
        {"exam_parts": ["There can be 6 parts at the most."]},
    ),
    (block("exam", attempts=21), {"attempts": ["Enter a number from 0 to 20."]}),
    (block("exam", wait_months=-1), {"wait_months": ["Enter a number from 0 to 36."]}),
    (block("exam", valid_months=37), {"valid_months": ["Enter a number from 0 to 36."]}),
    (
        block("any_of", clauses=[block("training", hours="30"), block("training", hours="30")]),
        {"clauses": {1: {"designation": ["This is the same as another one above."]}}},
    ),
    (block("any_of", clauses=[block("exam")]), {"clauses": ["Give at least two ways to meet this."]}),
]


@pytest.mark.parametrize(("clause", "expected"), REQUIREMENTS)
def test_a_requirement(clause: Block, expected: Any) -> None:
    assert refused(RequirementsBlock(), clause) == {0: expected}


def test_the_same_count_twice_is_a_contradiction() -> None:
    clauses = [block("references", "a", count=3), block("references", "b", count=2)]
    assert refused(RequirementsBlock(), *clauses) == {
        1: {
            "designation": [
                "A requirement above counts the same for the same applicants. Keep one of the two."
            ]
        }
    }
    clauses[1]["value"]["designation"] = "Clinical"
    assert len(RequirementsBlock().clean(stream(RequirementsBlock(), *clauses))) == 2


def test_clauses_compile_to_what_is_assessed() -> None:
    clauses = stream(
        RequirementsBlock(),
        block(
            "any_of",
            "g",
            clauses=[block("education", "e", degrees=["master", "medical"]), block("work", "w", years="2.0")],
        ),
        block("training", "t", hours="48", topic="x", quotas=[{"label": "Giving RSC", "hours": "15"}]),
        block("portfolio", "p", areas=[block("option", "o", label="Law & policy")]),
        block("supervision", "s", hours="24", designation=" Clinical "),
    )
    compiled = compile_clauses(clauses)
    assert [clause["id"] for clause in compiled] == ["g", "t", "p", "s"]
    assert [clause.sentence for clause in parse(compiled)] == [
        "A master's degree or an MD, or 2 or more years of work experience",
        (
            "At least 48 hours of specialized training (about x; a person looks at that), of which 15 in "
            "Giving RSC"
        ),
        "A complete portfolio of training and experience in each competency area",
        "Clinical applicants only: 24 hours of reflective supervision within a period of 1 to 2 years",
    ]
    assert compiled[2]["areas"] == [{"id": "o", "value": "law_policy", "label": "Law & policy"}]


def test_an_unfinished_draft_can_be_previewed() -> None:
    clauses = [block(kind, kind) for kind in RequirementsBlock().child_blocks]
    compiled = compile_clauses(stream(RequirementsBlock(), *clauses))
    assert all(clause.sentence is not None for clause in parse(compiled))


def test_hours_compile_to_what_is_assessed() -> None:
    clauses = stream(
        RequirementsBlock(),
        block(
            "training",
            "t",
            hours="30",
            within_years=5,
            extras=[{"hours": "15", "label": "Giving RSC", "condition": "you give it", "question": "gives"}],
        ),
        block(
            "supervision",
            "s",
            hours="50",
            giving="25",
            while_working=True,
            givers=[
                {"who": "category", "category": "IMHM-C ", "label": "a Mentor", "until": "2024-04-30"},
                {"who": "vetted"},
            ],
        ),
    )
    training, supervision = parse(compile_clauses(RequirementsBlock().clean(clauses)))
    assert training.sentence == (
        "At least 30 hours of specialized training in the 5 years before you submit, and 15 more in "
        "Giving RSC if you give it"
    )
    assert supervision.sentence == (
        "50 hours of reflective supervision within a period of 1 to 2 years, at least 25 of them about "
        "supervision that you give, given by a Mentor (until 30 April 2024) or somebody vetted by the "
        "association, while working"
    )
    assert [area.value for area in training.offers("areas")] == ["giving_rsc"]
    assert not supervision.offers("field")


@pytest.mark.parametrize("kind", CLAUSE_BLOCKS.values())
def test_what_lies_behind_the_gear_is_named_on_the_block(kind: type[ClauseBlock]) -> None:
    made = kind()
    labels = [made.child_blocks[name].label for name in made.get_form_layout().settings if name != "note"]
    hint = getattr(made.meta, "help_text", None) or ""
    assert bool(labels) is hint.startswith("Behind the gear: ")
    assert all(label in hint for label in labels)


def test_the_code_of_a_credential_is_kept_without_what_nobody_sees() -> None:
    held = [{"code": "IFS\u200b", "label": ""}]
    (clause,) = compile_clauses(stream(RequirementsBlock(), block("holding", credentials=held)))
    assert clause["credentials"] == [{"value": "IFS", "label": ""}]
    twice = [*held, {"code": "\u00adifs", "label": ""}]
    assert refused(RequirementsBlock(), block("holding", credentials=twice)) == {
        0: {"credentials": ["A credential is named twice."]}
    }


def test_so_is_the_code_in_an_allow_list() -> None:
    giver = {"who": "category", "category": "IMHM\u200b", "label": "", "since": None, "until": None}
    supervision = block("supervision", hours="24", givers=[giver])
    (clause,) = compile_clauses(stream(RequirementsBlock(), supervision))
    assert clause["givers"][0]["category"] == "IMHM"
    unseen = block("supervision", hours="24", givers=[{**giver, "category": "\u200b"}])
    assert refused(RequirementsBlock(), unseen) == {0: {"givers": ["Enter the code of the category."]}}


def test_all_that_contradicts_in_another_endorsement_is_told_at_once() -> None:
    held = [{"code": "IFS", "label": ""}, {"code": "ifs", "label": ""}]
    wrong = block("holding", credentials=held, months=121, every=True, addon=True)
    assert refused(RequirementsBlock(), wrong)[0].keys() == {"credentials", "months", "addon"}
