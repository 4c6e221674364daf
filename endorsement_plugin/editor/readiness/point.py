"""One thing that a credential needs, and where it is mended."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse


@dataclass(frozen=True)
class Point:
    """One thing that is there or missing."""

    words: str
    is_there: bool
    path: str = ""
    """Where it is mended; empty where it is on the page itself."""
    is_doubtful: bool = False
    """It hinders nobody, and may not be meant."""
    has_passed: bool = False
    """It is about a day that has passed: doubtful from that day on, though nobody has changed anything."""

    @property
    def badge(self) -> tuple[str, str]:
        """The word beside it, and its look."""
        if not self.is_there:
            return "missing", "bad"
        return ("look", "attention") if self.is_doubtful else ("there", "done")


def page_to_edit(page: int | None) -> str:
    """Where a page is edited; empty for none."""
    return reverse("wagtailadmin_pages:edit", args=[page]) if page else ""


def page_to_add_below(page: Any) -> str:
    """Where a page is added below this one."""
    return reverse("wagtailadmin_pages:add_subpage", args=[page.pk])
