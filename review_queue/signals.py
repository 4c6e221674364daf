"""What the queue tells the outside."""

from django.dispatch import Signal

item_decided = Signal()
"""Sent once, inside the transaction that decides an item, with `ref: str`,
`outcome: "passed" | "failed"` and `feedback: str`. A receiver that raises undoes the decision."""
