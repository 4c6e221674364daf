"""Whether an open form asks for all that its credential demands, from whichever side that is changed.

A credential may be published before it has a form, and a paper before there is an exam: nobody can apply yet.
What is refused would leave a form open that nobody can submit.
"""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone

from endorsement_plugin.definitions.form import Step
from endorsement_plugin.editor.blocks.faults import Fault
from endorsement_plugin.models import Credential, Form, RequirementSet
from endorsement_plugin.requirements.clauses import Clause, parse, requires_exam
from endorsement_plugin.requirements.feeding import NO_PAPER, unfed, unfed_clauses
from endorsement_plugin.requirements.sets import dated

OF_FORM = "In the open form “{title}”: {words} Publish the form with it first, then these requirements."
NEEDED = (
    "“{title}” is the only exam paper of {credential}, and applications for that are open: they lead to an "
    "exam. Publish another paper first, or unpublish the application form."
)


def faults_of_credential(family: UUID, clauses: Sequence[dict[str, Any]]) -> Iterator[Fault]:
    """What the open forms of a credential lack, beside the requirement that needs it."""
    demanded, papers = parse(clauses), has_paper(family)
    forms = Form.objects.filter(credential__family=family, kind=Form.Kind.APPLICATION, is_open=True)
    for form in forms:
        version = form.versions.first()
        for index, words in unfed_clauses(
            demanded, version.parsed.steps if version else (), with_paper=papers
        ):
            yield (index,), words if words == NO_PAPER else OF_FORM.format(title=form.title, words=words)


def faults_of_form(page_above: Any, steps: Sequence[Step]) -> Iterator[Fault]:
    """What a form lacks that is demanded today or will be, beside its part."""
    if not hasattr(page_above, "clauses"):
        return
    seen: set[Fault] = set()
    for clauses in demanded_of(page_above):
        for fault in unfed(clauses, steps, with_paper=has_paper(page_above.translation_key)):
            if fault not in seen:
                yield fault
            seen.add(fault)


def demanded_of(page: Any) -> list[tuple[Clause, ...]]:
    """What is in force and what is planned; what the page says, before anything is published."""
    sets = list(RequirementSet.objects.standing().filter(credential__family=page.translation_key))
    day = timezone.localdate()
    in_force = dated.in_force(sets, day)
    ahead = [*([in_force] if in_force else []), *dated.coming(sets, day)]
    return [parse(one.clauses) for one in ahead] or [parse(page.clauses())]


def has_paper(family: UUID) -> bool:
    """Whether the credential has an exam that can be sat."""
    return Form.objects.filter(credential__family=family, kind=Form.Kind.EXAM, is_open=True).exists()


def needed_paper(page: Any) -> str:
    """Why an exam paper cannot be withdrawn, in a sentence; empty if it can."""
    paper = Form.objects.filter(page=page.pk, kind=Form.Kind.EXAM, is_open=True).exclude(credential=None)
    form = paper.select_related("credential").first()
    credential: Credential | None = form.credential if form else None
    if form is None or credential is None:
        return ""
    open_forms = credential.forms.filter(is_open=True)
    if open_forms.filter(kind=Form.Kind.EXAM).exclude(pk=form.pk).exists():
        return ""
    applying = open_forms.filter(kind=Form.Kind.APPLICATION).exists() and not credential.retired
    in_force = credential.requirement_sets.by(timezone.localdate()).first()
    if not (applying and in_force and requires_exam(parse(in_force.clauses))):
        return ""
    return NEEDED.format(title=page.title, credential=credential.name)
