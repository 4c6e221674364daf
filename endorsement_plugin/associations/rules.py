"""Which settings of an association its own people change."""

from collections.abc import Collection

from endorsement_plugin.models import Association

OF_EDITORS = (
    "email",
    "statement",
    "accent",
    "logo",
    "signed_by",
    "signed_as",
    "paper",
    "windows",
    "currency",
    "how_to_pay",
    "one_application_at_a_time",
)
OF_THE_REGISTRY = (
    "registry_shows_inactive",
    "registry_of_sanction",
    "registry_of_leave",
    "registry_of_lapse",
    "registry_finds_former_names",
    "registry_noindex",
    "registry_in_network",
    "about_complaints",
)
"""What the public reads of endorsements. Changed by both."""

OF_COORDINATORS = (
    "email",
    "windows",
    "how_to_pay",
    "time_zone",
    "answer_after_months",
    "exam_after_months",
    "retake_after_months",
    "retake_other_paper",
    "one_application_at_a_time",
)
SETTINGS = tuple(dict.fromkeys((*OF_EDITORS, *OF_COORDINATORS, *OF_THE_REGISTRY)))
"""In the order in which they are shown."""


def changeable(roles: Collection[str]) -> set[str]:
    """The settings that somebody in these roles (editor, coordinator) may change."""
    settings = {"editor": OF_EDITORS, "coordinator": OF_COORDINATORS}
    return {setting for role in roles for setting in (*settings[role], *OF_THE_REGISTRY)}


COMPLAINTS = (
    "{name} takes no complaints about how an endorsed person works, and does not watch over it. If you have "
    "a concern, turn to the board that has licensed the person, where there is one. When we learn that a "
    "licensing board has sanctioned somebody, the name moves to the inactive part of this registry; once the "
    "sanction is lifted, it can come back by our policy for reactivation. An endorsement is no license, and "
    "vouches for nobody’s services."
)
"""Seed 001 as an association says it as long as it has no words of its own."""


def about_complaints(association: Association) -> str:
    """What an association says of complaints and sanctions: its own words, or the facts of seed 001."""
    return association.about_complaints or COMPLAINTS.format(name=association.short_name)
