"""What whoever holds an endorsement does: renewing it, and logging through the year."""
