"""Which settings of an association its own people change."""

from collections.abc import Collection

OF_EDITORS = (
    "email",
    "statement",
    "accent",
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
