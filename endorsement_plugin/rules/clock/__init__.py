"""What the clock of renewals does, and what it has to read for that. Pure."""
