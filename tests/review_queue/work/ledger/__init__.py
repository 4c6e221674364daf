"""A tiny app whose jobs leave countable marks: what the fault tests run in real processes."""
