"""Letters about renewing: what was submitted, renewed or taken back, and reminders."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from endorsement_plugin.mail.texts import Context, LetterKind, Placeholder, shown

from .holders import HOLDER

PERIOD = (
    "- Infant Family Specialist (IFS), number AIMH-2026-00042: the period from 1 July 2026 to 30 June 2027"
)


def _period(renewal: Any) -> str:
    held = renewal.endorsement
    name = f"- {held.credential.name} ({held.credential.code}), number {held.number}"
    return f"{name}: the period from {shown(renewal.starts_on)} to {shown(renewal.due)}"


def _periods(context: Context) -> str:
    return "\n".join(map(_period, _renewals(context)))


def _receipts(context: Context) -> str:
    return "\n".join(
        f"{_period(one)}. Receipt {one.receipt}. It is due again by {shown(one.endorsement.renewal_due)}."
        for one in _renewals(context)
    )


def _renewals(context: Context) -> Iterable[Any]:
    renewals: Iterable[Any] = context["renewals"]
    return renewals


RECEIPT_PAGE = Placeholder("receipt", "the address of the receipt", "https://example.org/…")
FIRST_DAY = Placeholder(
    "starts", "the first day of the period", date(2026, 7, 1), lambda context: context["renewal"].starts_on
)
LAST_DAY = Placeholder(
    "ends", "the last day of the period", date(2027, 6, 29), lambda context: context["renewal"].due
)

LETTERS = (
    LetterKind(
        name="renewal_reminder",
        title="Reminder to renew",
        when="On the days that the renewal policy names, and when a coordinator reminds somebody.",
        placeholders=(
            *HOLDER,
            Placeholder(
                "note",
                "what the coordinator adds; often nothing",
                "The office is closed from 24 December.",
            ),
        ),
    ),
    LetterKind(
        name="renewed",
        title="Renewed, with the receipt",
        when="When an endorsement is renewed, by its holder or by a coordinator.",
        placeholders=(
            *HOLDER,
            Placeholder(
                "receipt_number",
                "the number of the receipt",
                "R2027-4F21AB03C",
                lambda context: context["renewal"].receipt,
            ),
            Placeholder(
                "periods",
                "what was renewed, one on each line",
                f"{PERIOD}. Receipt R2027-4F21AB03C. It is due again by 30 June 2028.",
                _receipts,
            ),
            RECEIPT_PAGE,
        ),
        needed=("receipt",),
    ),
    LetterKind(
        name="renewal_submitted",
        title="Renewal received",
        when="When somebody sends in a renewal that waits: for the audit, or until a fee is settled.",
        placeholders=(
            *HOLDER,
            Placeholder("periods", "what was sent in, one on each line", PERIOD, _periods),
            Placeholder("waits", "what it waits for", "A fee is settled first: Renewal, $30.00."),
            RECEIPT_PAGE,
        ),
        needed=("receipt",),
    ),
    LetterKind(
        name="renewal_undone",
        title="Renewal taken back",
        when="When a coordinator takes a renewal back.",
        placeholders=(
            *HOLDER,
            FIRST_DAY,
            LAST_DAY,
            Placeholder("note", "why", "It was renewed by mistake.", lambda context: context["renewal"].note),
        ),
        needed=("link", "note"),
    ),
)
