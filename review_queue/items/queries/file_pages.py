"""What of an answer came as a file, and what of it has been looked at."""

from dataclasses import dataclass

from django.db.models import QuerySet

from review_queue.models import Item, PageLook, SectionFile
from review_queue.permissions import User
from review_queue.redaction.reasons import Reason, why_look


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a file, counted from 1. `doubts` are sentences; both last are for clearers."""

    number: int
    doubts: list[str]
    looked_at: bool = False


def sheets_of(file: SectionFile) -> list[Sheet]:
    """The pages as a reviewer sees them."""
    return [Sheet(number, []) for number in file.page_numbers]


def sheets_to_clear(item: Item, by: User) -> dict[int, list[Sheet]]:
    """The pages of every file, by its id, with what this clearer should know. Three queries."""
    looks = looks_of(item, by)
    return {file.pk: _sheets(file, looks) for file in _files(item).prefetch_related("doubts")}


def held_files(item: Item) -> list[SectionFile]:
    """Files that cannot be shown, in the order of the sections."""
    return list(_files(item).exclude(held=""))


def not_looked_at(item: Item, by: User) -> list[tuple[int, int]]:
    """`(part, page)`, counted from 1, of the pages that this person has not looked at. Two queries."""
    looks = looks_of(item, by)
    pages = ((file, page) for file in _files(item) for page in file.page_numbers)
    return [(file.part, page) for file, page in pages if (file.pk, page) not in looks]


def looks_of(item: Item, by: User) -> set[tuple[int, int]]:
    """`(id of the file, page)` of the pages that this person has looked at."""
    looks = PageLook.objects.filter(file__section__item=item, by_id=by.pk)
    return set(looks.values_list("file_id", "page"))


def _files(item: Item) -> QuerySet[SectionFile]:
    files = SectionFile.objects.filter(section__item=item)
    return files.select_related("section").order_by("section__position")


def _sheets(file: SectionFile, looks: set[tuple[int, int]]) -> list[Sheet]:
    doubts = [(one.page, why_look(Reason(one.reason), one.words)) for one in file.doubts.all()]
    return [
        Sheet(number, [why for page, why in doubts if page == number], (file.pk, number) in looks)
        for number in file.page_numbers
    ]
