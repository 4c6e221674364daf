"""A blind two-reviewer scoring queue for Django, and the durable background work under it."""
