"""What every letter to whoever holds an endorsement can say."""

from datetime import date

from endorsement_plugin.mail.texts import Placeholder

HOLDER = (
    Placeholder(
        "name",
        "the holder's name; “colleague” for whoever has none",
        "Leilani Keawe",
        lambda context: context["person"].name or "colleague",
    ),
    Placeholder(
        "credential",
        "the name of the credential",
        "Infant Family Specialist",
        lambda context: context["credential"].name,
    ),
    Placeholder("code", "its short code", "IFS", lambda context: context["credential"].code),
    Placeholder(
        "number",
        "the number of the endorsement",
        "AIMH-2026-00042",
        lambda context: context["endorsement"].number,
    ),
    Placeholder(
        "due",
        "the last day on which it is to be renewed",
        date(2027, 6, 30),
        lambda context: context["endorsement"].renewal_due,
    ),
    Placeholder(
        "granted",
        "the day it was granted",
        date(2026, 1, 15),
        lambda context: context["endorsement"].granted_on,
    ),
    Placeholder("link", "the address of the page to go to", "https://example.org/…"),
    Placeholder(
        "association",
        "your association's name",
        "Association for Infant Mental Health",
        lambda context: context["association"].name,
    ),
    Placeholder("short_name", "its short name", "AIMH", lambda context: context["association"].short_name),
    Placeholder(
        "email", "its e-mail address", "office@example.org", lambda context: context["association"].email
    ),
)

REGISTRY = Placeholder(
    "registry",
    "what the public registry says from now on; nothing for whoever is not in it",
    "Our public registry says of it: Inactive, since 9 February 2026.",
)
"""Of a letter about a move, which brings the sentence with it."""
