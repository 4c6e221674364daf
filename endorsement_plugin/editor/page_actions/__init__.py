"""Copying, moving, mirroring, unpublishing and deleting pages that make rules: whole, or refused in words.

`refusing` says what stands in the way and `standing` what depends on a page. `hooks` tells it to whoever
presses a button, before anything is done; `checks` holds every other way to the same (bulk actions, Wagtail's
APIs, workflows, code), because all of them pass through the checks of Wagtail's own actions.
"""
