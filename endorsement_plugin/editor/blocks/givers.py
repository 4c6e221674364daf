"""Who may give supervision, or supervise work: an allow-list by date."""

from wagtail.blocks import BlockGroup, CharBlock, ChoiceBlock, DateBlock, StructBlock, StructValue

from endorsement_plugin.requirements.givers import ANYONE, ENDORSED, VETTED
from review_queue.typed.cleaning import clean

from .faults import Fault

IN_A_CATEGORY = "category"


class GiverBlock(StructBlock):
    who = ChoiceBlock(
        choices=[
            (IN_A_CATEGORY, "Endorsed in this category"),
            (ENDORSED, "Endorsed in any category"),
            (VETTED, "Vetted by the association"),
            (ANYONE, "Anybody"),
        ],
        default=IN_A_CATEGORY,
    )
    category = CharBlock(required=False, max_length=20, label="Category's code", help_text="“IMHM-C”")
    label = CharBlock(
        required=False, max_length=100, label="In the sentence", help_text="Empty for the code itself."
    )
    since = DateBlock(required=False, label="For hours from", help_text="The first day; empty for always.")
    until = DateBlock(required=False, label="For hours until", help_text="The last day; empty for always.")

    class Meta:
        icon = "user"
        label_format = "{who} {category} {until}"
        form_layout = BlockGroup(children=["who", "category", "since", "until"], settings=["label"])


def compiled_giver(giver: StructValue) -> dict[str, str]:
    """As a clause keeps it."""
    in_a_category = giver["who"] == IN_A_CATEGORY
    return {
        "category": clean(giver["category"] or "") if in_a_category else giver["who"],
        "label": (giver["label"] or "").strip() if in_a_category else "",
        **{name: giver[name].isoformat() if giver[name] else "" for name in ("since", "until")},
    }


def giver_faults(value: StructValue, name: str = "givers") -> list[Fault]:
    """What would make a line of an allow-list accept nobody."""
    faults: list[Fault] = []
    for giver in value[name]:
        if giver["who"] == IN_A_CATEGORY and not clean(giver["category"] or ""):
            faults.append(((name,), "Enter the code of the category."))
        if giver["since"] and giver["until"] and giver["until"] < giver["since"]:
            faults.append(((name,), "One of these ends before it begins."))
    return faults
