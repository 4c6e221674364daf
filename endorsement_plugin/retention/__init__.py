"""How long an association keeps what it holds: its policy, a preview of what goes, and a job that does it."""
