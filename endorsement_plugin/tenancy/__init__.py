"""What an association has not made public is known to its own people only, in Wagtail's admin too.

Wagtail keeps pages and files apart by what somebody may do with them; their titles, and the names of those
who work on them, it shows to everybody who opens the admin. Hooks are used where it has them
(`wagtail_hooks.py`); where it has none, one method is wrapped, here and nowhere else.
"""

from . import choosers, clock, pages, people, tags, texts


def keep_apart() -> None:
    """Wrap what has no hook: once, when the admin's hooks are registered."""
    choosers.wrap()
    clock.wrap()
    pages.wrap()
    people.wrap()
    tags.wrap()
    texts.wrap()
