"""What the queue tells the outside."""

from django.dispatch import Signal

item_decided = Signal()
"""Sent once, inside the transaction that decides an item, with `ref: str`,
`outcome: "passed" | "failed" | "unscorable"`, `feedback: str` and `unscorable: tuple[str, ...]`: why it
cannot be scored (`intake.Unscorable`), empty for every other outcome. A receiver that raises undoes the
decision."""
