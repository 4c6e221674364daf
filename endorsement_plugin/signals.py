"""What happened, for the host site (a membership database, a newsletter).

Each is sent inside the transaction that caused it.
"""

from django.dispatch import Signal

application_submitted = Signal()
"""Arguments: application."""

decision_made = Signal()
"""Arguments: decision."""

endorsement_changed = Signal()
"""Arguments: endorsement."""
