"""Requirements as a page keeps them, changed from outside the page's form."""

import json
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from endorsement_plugin.models import Credential
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.requirements.sets.changes import KEYS
from endorsement_plugin.requirements.sets.words import Word

Source = list[dict[str, Any]]
"""The blocks of the field `requirements`, as plain values."""


@dataclass(frozen=True)
class Rewording:
    """Another text in the place of one, in the part of a clause that holds it."""

    word: Word
    text: str
    part: Mapping[str, Any]


def reworded(source: Iterable[Mapping[str, Any]], rewordings: Iterable[Rewording]) -> Source:
    """The same blocks with other texts. A part that had no key of its own is given the one it has had."""
    changed: Any = deepcopy(list(source))
    for rewording in rewordings:
        for block in _blocks(changed):
            if str(block.get("id")) == rewording.word.clause:
                _reword(block["value"], rewording)
    return list(changed)


def _blocks(value: Any) -> Iterable[dict[str, Any]]:
    """Every block of a stream, also those inside others."""
    if isinstance(value, dict):
        if "type" in value and isinstance(value.get("value"), dict):
            yield value
        for part in value.values():
            yield from _blocks(part)
    elif isinstance(value, list):
        for part in value:
            yield from _blocks(part)


def _reword(value: Any, rewording: Rewording) -> None:
    if isinstance(value, list):
        for part in value:
            _reword(part.get("value", part) if isinstance(part, dict) else part, rewording)
        return
    if not isinstance(value, dict):
        return
    name = rewording.word.name
    if name in value and (value[name] or "") == rewording.word.text:
        value[name] = rewording.text
        for key in KEYS:
            if key in value and key in rewording.part:
                value[key] = value[key] or rewording.part[key]
        return
    for part in value.values():
        _reword(part, rewording)


@transaction.atomic
def rewrite_page(
    credential: Credential, by: Visitor, change: Callable[[Source], Source], day: date | None = None
) -> None:
    """Change the requirements on the page: what is published, what is scheduled, and a draft beside them."""
    page: Any = credential.page.specific if credential.page else None
    if page is None:
        return
    for scheduled in page.revisions.exclude(approved_go_live_at=None):
        written = json.loads(scheduled.content["requirements"])
        scheduled.content["requirements"] = json.dumps(change(written))
        scheduled.save(update_fields=["content"])
    draft, has_draft = page.get_latest_revision_as_object(), page.has_unpublished_changes
    if page.live and has_draft:
        _write(page, change, day)
        page.save(clean=False)
    _write(draft, change, day)
    revision = draft.save_revision(user=by, clean=False)
    if page.live and not has_draft:
        revision.publish(user=by)


@transaction.atomic
def draft_from(credential: Credential, by: Visitor, source: Source, day: date) -> None:
    """A draft of the page that holds these requirements, to be changed and published."""
    page: Any = credential.page.specific if credential.page else None
    if page is not None:
        draft = page.get_latest_revision_as_object()
        _write(draft, lambda _: source, day)
        draft.save_revision(user=by, clean=False)


def _write(page: Any, change: Callable[[Source], Source], day: date | None) -> None:
    page.requirements = json.dumps(change(page.source()))
    if day is not None:
        page.effective_from = day
    page.change_note = ""
