"""How requirements are kept."""

LATER = {"later": True}
"""Metadata of a field that clauses stored before do not have: where it says nothing, it is not written."""
