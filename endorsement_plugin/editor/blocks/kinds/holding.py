"""As a page keeps it: {"credentials": [{"code": "IFS", "label": ""}], "every": false, "months": 12, …}"""

from collections.abc import Iterator
from typing import Any

from wagtail.blocks import BlockGroup, BooleanBlock, CharBlock, ListBlock, StructBlock, StructValue

from endorsement_plugin.editor.blocks.clause import ClauseBlock
from endorsement_plugin.editor.blocks.faults import Fault
from endorsement_plugin.editor.blocks.numbers import IntegerBlock
from endorsement_plugin.requirements.kinds.holding import Holding
from endorsement_plugin.requirements.wording import spelled
from review_queue.typed.cleaning import clean

MOST_MONTHS = 120


class HeldBlock(StructBlock):
    code = CharBlock(max_length=20, label="Credential's code", help_text="“IFS”")
    label = CharBlock(
        required=False, max_length=100, label="In the sentence", help_text="Empty for the code itself."
    )

    class Meta:
        icon = "success"
        label_format = "{code}"


class HoldingBlock(ClauseBlock):
    clause = Holding
    place = 95
    credentials = ListBlock(
        HeldBlock(),
        default=[],
        label="Endorsed as",
        help_text="Credentials of your association, as the registry has them on the day.",
    )
    every = BooleanBlock(required=False, label="All of them are needed")
    months = IntegerBlock(
        default=0, label="Held for at least", help_text="Months since it was granted; 0 for no such rule."
    )
    addon = BooleanBlock(
        required=False,
        label="This credential is an add-on to them",
        help_text="It is shown as one: on its page, in lists, and in the registry beside the other.",
    )

    def faults(self, value: StructValue) -> list[Fault]:
        return [*_on_codes(value), *_on_rest(value)]

    def compiled(self, value: StructValue) -> dict[str, Any]:
        credentials = [
            {"value": _code(one), "label": (one["label"] or "").strip()} for one in value["credentials"]
        ]
        return {**super().compiled(value), "credentials": credentials}

    class Meta:
        icon = "success"
        label = "Another endorsement"
        label_format = "{credentials} {designation}"
        form_layout = BlockGroup(
            children=["credentials", "every", "months", "addon"], settings=["designation", "note"]
        )


def _on_codes(value: StructValue) -> Iterator[Fault]:
    codes = [spelled(_code(one)) for one in value["credentials"]]
    if not codes:
        yield ("credentials",), "Name at least one credential."
    if len({*codes}) < len(codes):
        yield ("credentials",), "A credential is named twice."


def _on_rest(value: StructValue) -> Iterator[Fault]:
    if not 0 <= value["months"] <= MOST_MONTHS:
        yield ("months",), f"Enter a number of months from 0 to {MOST_MONTHS}."
    if value["every"] and value["addon"]:
        yield ("addon",), "An add-on is added to one of them. Untick this, or that all are needed."


def _code(one: StructValue) -> str:
    """As a credential's own page keeps it."""
    return clean(one["code"] or "")
