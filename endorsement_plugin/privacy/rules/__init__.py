"""What is held about a person, and what becomes of it. No query."""
