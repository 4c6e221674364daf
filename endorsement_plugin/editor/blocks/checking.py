"""What is wrong with a form as a whole, in the editor's words and beside the block that causes it."""

from collections.abc import Iterator
from typing import Any

from wagtail.blocks import StreamValue, StructValue

from .faults import Fault, Path
from .sections import MOST_PAGES, PdfBlock, SectionBlock


def shared_faults(steps: StreamValue) -> list[Fault]:
    """What no form may have."""
    return [*_repeated_steps(steps), *_repeated_names(steps), *_long_steps(steps)]


def exam_faults(steps: StreamValue) -> list[Fault]:
    """An exam paper needs an answer that reviewers may read."""
    faults = shared_faults(steps)
    questions = [child for _, child in _fields(steps) if _is_question(child)]
    pdfs = [(path, child) for path, child in _fields(steps) if isinstance(child.block, PdfBlock)]
    if questions and not pdfs and not any(child.value["shared_with_reviewers"] for child in questions):
        faults.append(
            ((), "Nothing on this paper is shared with reviewers. Switch it on for the answers they score.")
        )
    if sum(child.value["max_pages"] or 0 for _, child in pdfs) > MOST_PAGES:
        words = f"The PDF questions of this paper ask for more than {MOST_PAGES} pages together."
        faults.append(((*pdfs[-1][0], "max_pages"), words))
    return faults


def application_faults(steps: StreamValue) -> list[Fault]:
    """An application asks for each kind of thing once."""
    return shared_faults(steps) + list(_asked_twice(steps))


def _asked_twice(steps: StreamValue) -> Iterator[Fault]:
    seen: set[str] = set()
    for path, child in _fields(steps):
        once = child.block.asked_once(child.value) if isinstance(child.block, SectionBlock) else None
        if once and once.what in seen:
            yield (*path, once.where), once.message
        seen.update([once.what] if once else [])


def _repeated_steps(steps: StreamValue) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, step in enumerate(steps):
        name = step.value["name"]
        if name and name in seen:
            yield (index, "name"), f"Another step is already called {name}."
        seen.add(name)


def _repeated_names(steps: StreamValue) -> Iterator[Fault]:
    seen: set[str] = set()
    for path, child in _fields(steps):
        name = child.value.get("name") if isinstance(child.value, StructValue) else ""
        if name and name in seen:
            yield (*path, "name"), f"Another question is already called {name}."
        seen.add(name or "")


def _long_steps(steps: StreamValue) -> Iterator[Fault]:
    for index, step in enumerate(steps):
        minutes = step.value["minutes"]
        if minutes is not None and not 1 <= minutes <= 600:
            yield (index, "minutes"), "Enter a number of minutes from 1 to 600."


def _fields(steps: StreamValue) -> Iterator[tuple[Path, Any]]:
    for index, step in enumerate(steps):
        for position, child in enumerate(step.value["fields"]):
            yield (index, "fields", position), child


def _is_question(child: Any) -> bool:
    return isinstance(child.value, StructValue) and "shared_with_reviewers" in child.value
