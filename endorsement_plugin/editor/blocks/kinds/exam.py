"""As a page keeps it: {"exam_parts": [{"label": "the written part", "pass_mark": "80", …}], …}"""

from collections.abc import Iterator
from typing import Any

from wagtail.blocks import (
    BlockGroup,
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    ListBlock,
    StructBlock,
    StructValue,
)

from endorsement_plugin.definitions.names import key_from
from endorsement_plugin.editor.blocks.clause import ClauseBlock
from endorsement_plugin.editor.blocks.faults import Fault
from endorsement_plugin.editor.blocks.keys import KeyBlock
from endorsement_plugin.editor.blocks.numbers import DecimalBlock, IntegerBlock
from endorsement_plugin.requirements.exams.terms import PERCENT, POINTS
from endorsement_plugin.requirements.kinds.exam import Exam

FEEDBACK = "feedback"
"""Where the outcomes of parts are typed in, this is the feedback on the whole."""

MOST_ATTEMPTS, MOST_MONTHS, MOST_PARTS, MOST_POINTS = 20, 36, 6, 10_000


class PartBlock(StructBlock):
    label = CharBlock(
        max_length=60, label="Part", help_text="Goes on after “in”: “the multiple-choice part”."
    )
    pass_mark = DecimalBlock(
        default=0, label="Pass mark", help_text="The least that passes; 0: passed or not, without a score."
    )
    unit = ChoiceBlock(choices=[(PERCENT, "Percent"), (POINTS, "Points")], default=PERCENT, label="In")
    maximum = DecimalBlock(
        default=0,
        label="Points there are",
        help_text="Scores are then typed in as points. 0: they are typed in as percentages.",
    )
    on_paper = BooleanBlock(
        required=False,
        label="Written here",
        help_text="The exam paper holds its questions, and your reviewers score it. One part is; your "
        "coordinator types in what came of the others.",
    )
    value = KeyBlock(label="Part stored as")

    class Meta:
        icon = "form"
        label_format = "{label}: {pass_mark} {unit}"
        form_layout = BlockGroup(
            children=["label", "pass_mark", "unit", "maximum", "on_paper"], settings=["value"]
        )


class ExamBlock(ClauseBlock):
    clause = Exam
    place = 90
    exam_parts = ListBlock(
        PartBlock(),
        default=[],
        label="Parts",
        help_text="Every part has to be passed. Empty: the exam is passed or not as a whole.",
    )
    stands = BooleanBlock(
        required=False,
        label="Passed parts stand",
        help_text="A part that was passed is not sat again with the ones that were not.",
    )
    attempts = IntegerBlock(
        default=0, label="Attempts at the most", help_text="0 for no limit. Your coordinator can allow more."
    )
    wait_months = IntegerBlock(
        default=0,
        label="Sat again after",
        help_text="Months at the earliest; 0 for what your association’s settings say of all its exams.",
    )
    valid_months = IntegerBlock(
        default=0,
        label="The approval is valid for",
        help_text="Months within which an exam that was scheduled has to be begun; 0 for no limit.",
    )

    def faults(self, value: StructValue) -> list[Fault]:
        return [*_on_parts(value), *_on_limits(value)]

    def compiled(self, value: StructValue) -> dict[str, Any]:
        parts = [_part(part) for part in value["exam_parts"]]
        return {**super().compiled(value), "exam_parts": parts}

    class Meta:
        icon = "form"
        label_format = "{exam_parts} {designation}"
        form_layout = BlockGroup(
            children=["exam_parts", "stands", "attempts", "wait_months", "valid_months"],
            settings=["designation", "note"],
        )


def _part(part: StructValue) -> dict[str, Any]:
    return {
        "value": _key(part),
        "label": part["label"].strip(),
        "pass_mark": str(part["pass_mark"] or 0),
        "unit": part["unit"],
        "maximum": str(part["maximum"] or 0),
        "on_paper": bool(part["on_paper"]),
    }


def _key(part: StructValue) -> str:
    key = part["value"] or key_from(part["label"] or "") or "part"
    return f"{key}_part" if key == FEEDBACK else key


def _on_parts(value: StructValue) -> Iterator[Fault]:
    parts = list(value["exam_parts"])
    keys = [_key(part) for part in parts]
    for index, part in enumerate(parts):
        yield from ((("exam_parts", index, name), words) for name, words in _on_score(part))
        if keys[index] in keys[:index]:
            yield ("exam_parts", index, "label"), "Another part above has the same name."
    if parts and sum(bool(part["on_paper"]) for part in parts) != 1:
        yield ("exam_parts",), "Switch “Written here” on for one part: the one that the exam paper holds."
    if len(parts) > MOST_PARTS:
        yield ("exam_parts",), f"There can be {MOST_PARTS} parts at the most."


def _on_score(part: StructValue) -> Iterator[tuple[str, str]]:
    mark, most, in_points = part["pass_mark"], part["maximum"], part["unit"] == POINTS
    if not 0 <= most <= MOST_POINTS:
        yield "maximum", f"Enter a number from 0 to {MOST_POINTS:,}."
    elif in_points and mark and not most:
        yield "maximum", "Enter how many points there are."
    if mark < 0 or (mark > 100 and not in_points):
        yield "pass_mark", "Enter a number from 0 to 100."
    elif in_points and most and mark > most:
        yield "pass_mark", "This is more than the points there are."
    for name in ("pass_mark", "maximum"):
        if int(part[name].as_tuple().exponent) < -2:
            yield name, "Use two decimal places at the most."


def _on_limits(value: StructValue) -> Iterator[Fault]:
    limits = {"attempts": MOST_ATTEMPTS, "wait_months": MOST_MONTHS, "valid_months": MOST_MONTHS}
    for name, most in limits.items():
        if not 0 <= value[name] <= most:
            yield (name,), f"Enter a number from 0 to {most}."
