"""An exam as its editor writes it: parts, attempts, the wait, and how long an approval is good for."""

from typing import Any

import pytest

from endorsement_plugin.models import RequirementSet
from endorsement_plugin.requirements.clauses import dump, parse
from tests.endorsement_plugin.editor.desk import (
    Data,
    Editor,
    make_credential_page,
)

pytestmark = pytest.mark.django_db


def part(label: str, mark: str = "0", unit: str = "percent", maximum: str = "0", **more: Any) -> Data:
    return {"label": label, "pass_mark": mark, "unit": unit, "maximum": maximum, "value": "", **more}


def exam(*parts: Data, **more: Any) -> tuple[str, Data]:
    """The block as it is posted."""
    rows = {
        str(place): {"value": one, "type": "item", "order": str(place), "deleted": "", "id": ""}
        for place, one in enumerate(parts)
    }
    terms = {"attempts": "0", "wait_months": "0", "valid_months": "0", "designation": "", "note": ""}
    return "exam", {"exam_parts": {"count": str(len(parts)), **rows}, **terms, **more}


def test_what_is_entered_is_the_sentence_and_the_set() -> None:
    choice = part("the multiple-choice part", "80", maximum="60")
    written = part("the written part", on_paper="on")
    block = exam(choice, written, stands="on", attempts="3", wait_months="12", valid_months="12")
    make_credential_page(Editor(), requirements=[block])
    (clause,) = parse(RequirementSet.objects.get().clauses)
    assert clause.sentence == (
        "A passed exam: at least 80% in the multiple-choice part and a pass in the written part; a part once "
        "passed is not sat again; 3 attempts at the most; sat again after 1 year at the earliest; begun "
        "within 1 year of the approval to sit it"
    )
    assert clause.exam
    assert [one.value for one in clause.exam.parts] == ["the_multiple_choice_part", "the_written_part"]


def test_an_exam_without_parts_demands_what_it_demanded_before() -> None:
    make_credential_page(Editor(), requirements=[exam()])
    (stored,) = RequirementSet.objects.get().clauses
    before = {"id": stored["id"], "kind": "exam", "designation": ""}
    assert dump(parse([stored])) == [before]


def test_a_part_is_not_called_as_the_feedback_on_the_whole() -> None:
    make_credential_page(Editor(), requirements=[exam(part("Feedback", on_paper="on"))])
    (clause,) = parse(RequirementSet.objects.get().clauses)
    assert clause.exam
    assert [one.value for one in clause.exam.parts] == ["feedback_part"]
