"""A new association from one form, with all that its people need to begin.

`manage.py add_association` and a page of the admin ask the same questions (`questions`) and do the same
(`found`). The demo's associations are made by the same parts. Everything may be asked for again: what exists
stays as it is.
"""
