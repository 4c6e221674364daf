"""Lists of Wagtail's that find people however their names are typed."""

from typing import Any

from django.db.models import QuerySet

from review_queue.typed.search import matching


class FoldedSearchMixin:
    """Before IndexView: searches a `FoldedField` instead of `search_fields`."""

    search_query: str
    search_column = "search"
    search_exact = ""
    search_containing: tuple[str, ...] = ()

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """What holds all words of the query, in any order."""
        return matching(
            queryset,
            self.search_query or "",
            self.search_column,
            exact=self.search_exact,
            containing=self.search_containing,
        )
