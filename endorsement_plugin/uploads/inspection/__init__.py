"""Look into an uploaded PDF without trusting it.

The web process never parses a file. `inspector` is a program of its own that knows nothing of Django;
`process` runs it as a child with limits and a wall clock; `rules/file_reasons.py` has the words for
what it found.
"""
