"""What a page of one portfolio entry carries, so that it is added once and merged by its details."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest

from endorsement_plugin.models import EvidenceEntry
from endorsement_plugin.portfolio.forms import EvidenceForm, in_words, initial_of
from endorsement_plugin.requirements.evidence_kinds import plain
from endorsement_plugin.rules.merging import differing, digest, spelled, to_write
from endorsement_plugin.screens.saving import revision_of, since_of, tell


def minted_in(request: HttpRequest) -> UUID:
    """The id that the page brought for the new entry, or a fresh one."""
    try:
        return UUID(request.POST.get("entry", ""))
    except ValueError:
        return uuid4()


def seen_at(request: HttpRequest, row: EvidenceEntry) -> dict[str, Any]:
    """What the page is, or was, read at: its revision, and digests of the details that it showed."""
    if request.method == "POST":
        return {"revision": revision_of(request), "read": request.POST.get("read", "")}
    return {"revision": row.revision, "read": spelled({k: digest(v) for k, v in _stored(row).items()})}


def both(request: HttpRequest, form: EvidenceForm, row: EvidenceEntry) -> EvidenceForm:
    """What was typed where something was typed, what was saved elsewhere; both where they differ."""
    read, saved = since_of(request).read or {}, _stored(row)
    changed = to_write(plain(row.kind, form.cleaned_data), saved, read)
    now = initial_of(row)
    data = {name: _typed(form, name) if name in changed else now[name] for name in form.fields}
    late = EvidenceForm(data, kind=row.kind, person=form.person, entry=row.pk)
    late.fields = form.fields
    differ = differing(changed, saved, read)
    tell(late, {name: in_words(row, name, late.fields[name]) for name in differ})
    return late


def _typed(form: EvidenceForm, name: str) -> Any:
    """As its control read it: one text, or all that was ticked."""
    return form.fields[name].widget.value_from_datadict(form.data, form.files, name)


def _stored(row: EvidenceEntry) -> dict[str, str]:
    return plain(row.kind, row.details)
