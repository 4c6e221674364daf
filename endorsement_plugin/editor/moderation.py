"""Nothing is submitted to nobody: a page has a workflow if somebody is there to approve."""

from typing import Any

from wagtail.models import AbstractPage, Workflow

from endorsement_plugin.associations.queries import is_answered


def wrap() -> None:
    """From now on buttons, posts and the API find a workflow only where its tasks ask somebody."""
    original = AbstractPage.get_workflow

    def get_workflow(page: Any) -> Workflow | None:
        found = original(page)
        return found if found and is_answered(found) else None

    AbstractPage.get_workflow = get_workflow
    AbstractPage.has_workflow = property(lambda page: page.get_workflow() is not None)
