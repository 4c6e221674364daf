"""Whether an open form asks for all that its credential demands, from whichever side that is changed.

A credential may be published before it has a form, and a paper before there is an exam: nobody can apply yet.
What is refused would leave a form open that nobody can submit.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from endorsement_plugin.associations.queries import association_of
from endorsement_plugin.clock import today
from endorsement_plugin.credentials.queries import requirement_sets_of
from endorsement_plugin.definitions.form import Step
from endorsement_plugin.editor.blocks.faults import Fault
from endorsement_plugin.forms.queries import current_versions
from endorsement_plugin.models import Credential, Form
from endorsement_plugin.requirements.clauses import Clause, parse
from endorsement_plugin.requirements.feeding import NO_PAPER, needs_paper, unfed, unfed_clauses

from .base import family_of

OF_FORM = "In the open form “{title}”: {words} Publish the form with it first, then these requirements."
NEEDED = (
    "“{title}” is the only exam paper of {credential}, and applications for that are open: they lead to an "
    "exam. Publish another paper first, or unpublish the application form."
)


def faults_of_credential(family: UUID, clauses: Sequence[dict[str, Any]]) -> Iterator[Fault]:
    """What the open forms of a credential lack, beside the requirement that needs it."""
    demanded, papers = parse(clauses), has_paper(family)
    forms = Form.objects.filter(credential__family=family, kind=Form.Kind.APPLICATION, is_open=True)
    for version in current_versions(forms):
        for index, words in unfed_clauses(demanded, version.parsed.steps, with_paper=papers):
            told = words if words == NO_PAPER else OF_FORM.format(title=version.form.title, words=words)
            yield (index,), told


def faults_of_form(page_above: Any, steps: Sequence[Step]) -> Iterator[Fault]:
    """What a form lacks that is demanded today or will be, beside its part."""
    association = association_of(page_above)
    if association is None or not hasattr(page_above, "clauses"):
        return
    papers = has_paper(family_of(page_above))
    seen: set[Fault] = set()
    for clauses in demanded_of(page_above, today(association)):
        for fault in unfed(clauses, steps, with_paper=papers):
            if fault not in seen:
                yield fault
            seen.add(fault)


def demanded_of(page: Any, day: date) -> list[tuple[Clause, ...]]:
    """What is in force that day and what is planned; what the page says, before anything is published."""
    return _demanded(family_of(page), day) or [parse(page.clauses())]


def _demanded(family: UUID, day: date) -> list[tuple[Clause, ...]]:
    in_force, coming = requirement_sets_of(family, day)
    return [parse(one.clauses) for one in (in_force, *coming) if one]


def has_paper(family: UUID) -> bool:
    """Whether the credential has an exam that can be sat."""
    return Form.objects.filter(credential__family=family, kind=Form.Kind.EXAM, is_open=True).exists()


def needed_paper(page: Any) -> str:
    """Why an exam paper cannot be withdrawn, in a sentence; empty if it can."""
    paper = Form.objects.filter(page=page.pk, kind=Form.Kind.EXAM, is_open=True).exclude(credential=None)
    form = paper.select_related("credential__association").first()
    credential: Credential | None = form.credential if form else None
    if form is None or credential is None:
        return ""
    open_forms = credential.forms.filter(is_open=True)
    if open_forms.filter(kind=Form.Kind.EXAM).exclude(pk=form.pk).exists():
        return ""
    applying = open_forms.filter(kind=Form.Kind.APPLICATION).exists() and not credential.retired
    demanded = _demanded(credential.family, today(credential.association))
    if not (applying and any(needs_paper(clauses) for clauses in demanded)):
        return ""
    return NEEDED.format(title=page.title, credential=credential.name)
