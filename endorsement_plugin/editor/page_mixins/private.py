"""Exam papers and reference forms are for their editors only: their titles, too, say what is being asked."""

from wagtail.query import PageQuerySet

from .forms import PrivateFormPageMixin


def public(pages: PageQuerySet) -> PageQuerySet:
    """Without the pages that only their editors see."""
    return pages.not_type(PrivateFormPageMixin)
