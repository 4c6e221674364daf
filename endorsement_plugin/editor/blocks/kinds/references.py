"""As a page keeps it: {"count": 3, "slots": ["Supervisor"], "endorsed": 1, "accepted": […], …}"""

from typing import Any

from wagtail.blocks import BlockGroup, BooleanBlock, ListBlock, StructValue, TextBlock

from endorsement_plugin.editor.blocks.clause import CountBlock
from endorsement_plugin.editor.blocks.faults import Fault
from endorsement_plugin.editor.blocks.givers import GiverBlock, compiled_giver, giver_faults
from endorsement_plugin.editor.blocks.numbers import IntegerBlock
from endorsement_plugin.requirements.kinds.references import References

MOST_MONTHS, MOST_OPEN = 120, 100
LONGEST_ROLE = 100
"""Characters, as a reference keeps them."""


class ReferencesBlock(CountBlock):
    clause = References
    place = 50
    count = IntegerBlock(default=3, label="How many")
    slots = ListBlock(
        TextBlock(label="One in one of these roles", rows=3, help_text="One role on each line."),
        default=[],
        label="Among them",
        help_text="Each referee is taken for one of these. Applicants choose the role from all of them.",
    )
    endorsed = IntegerBlock(
        default=0, label="By somebody known to you, at least", help_text="References; 0 for no such rule."
    )
    accepted = ListBlock(
        GiverBlock(),
        default=[],
        label="Known as",
        help_text="In your registry, vetted, or as a coordinator has confirmed, on the day of the answer.",
    )
    valid_months = IntegerBlock(
        default=0, label="Valid for", help_text="Months from the answer to the decision; 0 for no limit."
    )
    void_at = IntegerBlock(
        default=0,
        label="Void with",
        help_text="So many ratings left open for lack of knowledge, such as 6; 0 for no such rule.",
    )
    weigh = BooleanBlock(
        required=False,
        default=True,
        label="Look at one that does not recommend",
        help_text="It leaves the requirement unmet until somebody has weighed it.",
    )

    def faults(self, value: StructValue) -> list[Fault]:
        return [*super().faults(value), *_on_people(value), *_on_limits(value)]

    def compiled(self, value: StructValue) -> dict[str, Any]:
        slots = [
            {"roles": [{"value": role, "label": role} for role in _roles(text)]} for text in value["slots"]
        ]
        accepted = [compiled_giver(giver) for giver in value["accepted"]]
        return {**super().compiled(value), "slots": slots, "accepted": accepted}

    class Meta:
        icon = "mail"
        label_format = "{count} referees {designation}"
        form_layout = BlockGroup(
            children=["count", "slots", "endorsed", "accepted", "valid_months", "void_at"],
            settings=["weigh", "designation", "note"],
        )


def _roles(text: str) -> list[str]:
    return list(dict.fromkeys(role for line in text.splitlines() if (role := " ".join(line.split()))))


def _on_people(value: StructValue) -> list[Fault]:
    faults: list[Fault] = []
    if len(value["slots"]) > value["count"]:
        faults.append((("slots",), "There are more of these than references."))
    if any(not _roles(text) for text in value["slots"]):
        faults.append((("slots",), "Enter one role or more, one on each line."))
    if any(len(role) > LONGEST_ROLE for text in value["slots"] for role in _roles(text)):
        faults.append((("slots",), f"Keep a role to {LONGEST_ROLE} characters."))
    if not 0 <= value["endorsed"] <= value["count"]:
        faults.append((("endorsed",), "Enter a number from 0 to all of them."))
    if value["endorsed"] and not len(value["accepted"]):
        faults.append((("accepted",), "Say as what they have to be known."))
    return [*faults, *giver_faults(value, "accepted")]


def _on_limits(value: StructValue) -> list[Fault]:
    limits = {"valid_months": MOST_MONTHS, "void_at": MOST_OPEN}
    return [
        ((name,), f"Enter a number from 0 to {most}.")
        for name, most in limits.items()
        if not 0 <= value[name] <= most
    ]
