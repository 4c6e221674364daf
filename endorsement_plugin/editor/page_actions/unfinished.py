"""What a page's own form would refuse on publishing, asked of a draft that no form is shown for.

A draft may be saved with anything in it. Buttons for several pages, both APIs, a workflow and the clock
publish it from there, and none of them asks its form.
"""

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Field
from django.utils.text import capfirst
from wagtail.blocks import Block, StreamBlock, StructBlock
from wagtail.fields import StreamField

from endorsement_plugin.editor.blocks.faults import Fault, faults_of
from review_queue.typed.cleaning import says_something


def unfinished(page: Any) -> Iterator[str]:
    """All that is missing or contradicts itself in the fields of a page, each with where it is."""
    yield from _of_the_fields(page)
    if not says_something(page.title):
        yield f"{_named(page, 'title')}: {Field.default_error_messages['blank']}"
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            yield from _of_the_blocks(field, getattr(page, field.name))


def _of_the_fields(page: Any) -> Iterator[str]:
    try:
        page.full_clean()
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            for message in messages:
                yield message if name == NON_FIELD_ERRORS else f"{_named(page, name)}: {message}"


def _named(page: Any, name: str) -> str:
    return capfirst(str(page._meta.get_field(name).verbose_name))


def _of_the_blocks(field: StreamField, value: Any) -> Iterator[str]:
    block = _strict(field)
    try:
        # Read anew: each part of a value is cleaned by the block that it was read with.
        block.clean(block.to_python(value.get_prep_value()))
    except ValidationError as error:
        for fault in faults_of(error):
            yield f"{capfirst(field.verbose_name)}{_in_words(block, value, fault)}"


@cache
def _strict(field: StreamField) -> StreamBlock:
    """The field's blocks once more. Its own are lenient for moments, while somebody saves a draft."""
    return deepcopy(field.stream_block)


def _in_words(block: Block, value: Any, fault: Fault) -> str:
    """“, 2 Training, Hours: This field is required.”"""
    (path, message), told, at = fault, "", value
    for step in path:
        part = _part(block, at, step)
        if part is None:
            break
        block, at, place = part
        told += f", {place}"
    return f"{told}: {message}"


def _part(block: Block, value: Any, step: int | str) -> tuple[Block, Any, str] | None:
    """The block there, its value, and what an editor sees it called."""
    if isinstance(block, StructBlock) and step in block.child_blocks:
        child = block.child_blocks[step]
        return child, value[step], capfirst(str(child.label))
    if isinstance(block, StreamBlock) and isinstance(step, int) and step < len(value):
        child = block.child_blocks[value[step].block_type]
        return child, value[step].value, f"{step + 1} {capfirst(str(child.label))}"
    return None
