"""Write a newly masked answer over the one that an item has."""

from collections.abc import Sequence

from review_queue.models import Item, PageLook, Section, SectionFile

from .keep_file import drop_on_commit
from .masked_texts import write_whole
from .take_in import File, Passage, write_file


def replace_text(item: Item, passages: Sequence[Passage]) -> None:
    """These in the place of the sections of a locked item, which are as many, in their order. Nothing that a
    clearer did to the text is left; the item, its bars and its trail stay."""
    PageLook.objects.filter(file__section__item=item).delete()
    sections = item.sections.select_related("file")
    for section, passage in zip(sections, passages, strict=True):
        section.prompt = passage.prompt
        section.save(update_fields=["prompt"])
        write_whole(section, passage.masked)
        _replace_file(section, passage.file)


def _replace_file(section: Section, file: File | None) -> None:
    """Its version grows, so that a page which shows the former one is seen to be late."""
    former: SectionFile | None = getattr(section, "file", None)
    if former is not None:
        if former.name:
            drop_on_commit(former.name)
        former.delete()
    if file is not None:
        write_file(section, file, version=former.version + 1 if former else 1)
