"""Renewal policies: read by whoever runs an association, written and published by its editors."""
