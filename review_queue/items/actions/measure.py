"""Say of a round how large its answers are at most: the only size that is said before one is taken on."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import F, Q
from django.db.models.functions import Greatest

from review_queue.models import Item, Round, Section
from review_queue.rules.sizes import PAGES, coarse, words_in


def measure(item: Item) -> None:
    """The round's sizes, grown if this item is larger. Two queries."""
    sections = list(item.sections.select_related("file"))
    sizes = {
        "parts": len(sections),
        "words": words_in(one.text for one in sections),
        "pages": _pages(sections),
    }
    smaller = reduce(or_, (Q(**{f"largest_{name}__lt": size}) for name, size in sizes.items()))
    grown = {f"largest_{name}": Greatest(F(f"largest_{name}"), size) for name, size in sizes.items()}
    Round.objects.filter(smaller, pk=item.round_id).update(**grown)


def _pages(sections: Iterable[Section]) -> int:
    return coarse(sum(one.file.pages for one in sections if hasattr(one, "file")), PAGES)
