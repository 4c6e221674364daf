"""What an editor posts of a renewal policy."""

from typing import Any

from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

Data = dict[str, Any]

MICHIGAN: Data = {
    "cycle_years": "1",
    "due": "fixed",
    "due_month": "12",
    "due_day": "31",
    "due_year": "",
    "first_after_months": "12",
    "window_days": "90",
    "reminder_days": "90, 30, 7",
    "grace_days": "45",
    "removal_days": "365",
    "fee": "30",
    "late_fee": "25",
    "settled_first": "on",
    "leave_years": "2",
    "back_within_months": "24",
    "back_fee": "25",
    "back_references": "3",
    "back_hours": "on",
    "back_signed": "on",
    "shares_hours": "on",
    "first_free": "on",
    "audit_percent": "5",
}


def training(hours: str = "15", *quotas: tuple[str, str, bool], **more: str) -> tuple[str, Data]:
    """Hours in all, and of them some in areas, for everybody or for those who give supervision."""
    rows = {
        str(place): {
            "type": "item",
            "order": str(place),
            "deleted": "",
            "value": {"hours": part, "label": label, "area": "", **({"if_giving": "on"} if giving else {})},
        }
        for place, (part, label, giving) in enumerate(quotas)
    }
    return "training", {
        "hours": hours,
        "topic": "",
        "designation": "",
        "note": "",
        "held_from": "",
        "held_below": "",
        "quotas": {"count": str(len(rows)), **rows},
        **more,
    }


def supervision(hours: str = "12", **more: str) -> tuple[str, Data]:
    given = {"hours": hours, "individual": "0", "group": "0", "giving": "0", "designation": "", "note": ""}
    return "supervision", {**given, "held_from": "", "held_below": "", "givers-count": "0", **more}


def statement(title: str = "Code of ethics", words: str = "<p>I keep the code.</p>") -> tuple[str, Data]:
    return "attestation", {"title": title, "statement": rich_text(words), "version": "2026", "name": ""}


def posted(
    *requirements: tuple[str, Data], statements: list[tuple[str, Data]] | None = None, **more: str
) -> Data:
    """A whole policy, by default with the dates of Michigan's."""
    data: Data = nested_form_data(
        {
            **MICHIGAN,
            "requirements": streamfield([*requirements]),
            "to_sign": streamfield(statements or []),
            **more,
        }
    )
    return {name: value for name, value in data.items() if value != "off"}
