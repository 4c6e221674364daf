"""The read side: querysets and dataclasses, never a write."""
