"""Whether an open form asks for all that its credential demands, from whichever side that is changed.

A credential may be published before it has a form, and a paper before there is an exam: nobody can apply yet.
What is refused would leave a form open that nobody can submit.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from endorsement_plugin.associations.queries import association_of
from endorsement_plugin.clock import today
from endorsement_plugin.credentials.queries import requirement_sets_of
from endorsement_plugin.definitions.form import Step
from endorsement_plugin.editor.blocks.faults import Fault
from endorsement_plugin.forms.queries import current_versions, open_application_forms
from endorsement_plugin.models import Credential, Form
from endorsement_plugin.requirements.clauses import Clause, parse
from endorsement_plugin.requirements.feeding.papers import Whom, can_be, in_short, unserved, without_paper
from endorsement_plugin.requirements.feeding.sections import unfed, unfed_clauses
from endorsement_plugin.requirements.wording import either

from .base import family_of

OF_FORM = "In the open form “{title}”: {words} Publish the form with it first, then these requirements."
NEEDED = (
    "“{title}” is the only exam paper of {credential}, and applications for that are open: they lead to an "
    "exam. Publish another paper first, or unpublish the application form."
)
NEEDED_BY = (
    "“{title}” is the only exam paper of {credential} for {who}, and applications for that are open: they "
    "lead to an exam. Publish another paper for them first, or unpublish the application form."
)
LEFT = (
    "Then there is no exam paper for {who}, and applications are open that lead them to an exam. Publish "
    "another paper for them first, or leave this one for everybody."
)
ANYBODY = "applicants without a designation or an age band"


def faults_of_credential(family: UUID, clauses: Sequence[dict[str, Any]]) -> Iterator[Fault]:
    """What the open forms of a credential lack, beside the requirement that needs it."""
    demanded, papers = parse(clauses), [*papers_of(family).values()]
    seen: set[Fault] = set()
    for version in current_versions(open_application_forms(family)):
        steps = version.parsed.steps
        for index, words in unfed_clauses(demanded, steps):
            yield (index,), OF_FORM.format(title=version.form.title, words=words)
        for index, clause in enumerate(demanded):
            faults: set[Fault] = {((index,), words) for _, words in unserved([clause], steps, papers)}
            yield from sorted(faults - seen)
            seen |= faults


def faults_of_form(page_above: Any, steps: Sequence[Step]) -> Iterator[Fault]:
    """What a form lacks that is demanded today or will be, beside its part."""
    association = association_of(page_above)
    if association is None or not hasattr(page_above, "clauses"):
        return
    papers = [*papers_of(family_of(page_above)).values()]
    seen: set[Fault] = set()
    for clauses in demanded_of(page_above, today(association)):
        for fault in (*unfed(clauses, steps), *unserved(clauses, steps, papers)):
            if fault not in seen:
                yield fault
            seen.add(fault)


def demanded_of(page: Any, day: date) -> list[tuple[Clause, ...]]:
    """What is in force that day and what is planned; what the page says, before anything is published."""
    return _demanded(family_of(page), day) or [parse(page.clauses())]


def _demanded(family: UUID, day: date) -> list[tuple[Clause, ...]]:
    in_force, coming = requirement_sets_of(family, day)
    return [parse(one.clauses) for one in (in_force, *coming) if one]


def papers_of(family: UUID) -> dict[int | None, Whom]:
    """Whom each exam paper of a credential that can be sat is for, by the page it is written on."""
    papers = Form.objects.filter(credential__family=family, kind=Form.Kind.EXAM, is_open=True)
    return {page: Whom(*whom) for page, *whom in papers.values_list("page", "designation", "age_band")}


def needed_paper(page: Any) -> str:
    """Why an exam paper cannot be withdrawn, in a sentence; empty if it can."""
    paper = Form.objects.filter(page=page.pk, kind=Form.Kind.EXAM, is_open=True).exclude(credential=None)
    form = paper.select_related("credential__association").first()
    if form is None or form.credential is None:
        return ""
    papers = papers_of(form.credential.family)
    others = {key: whom for key, whom in papers.items() if key != page.pk}
    lost = _left_without(form.credential, papers.values(), others.values())
    if not lost:
        return ""
    named = {"title": page.title, "credential": form.credential.name, "who": either(lost)}
    return (NEEDED_BY if others else NEEDED).format(**named)


def faults_of_paper(family: UUID, page: int | None, whom: Whom) -> list[str]:
    """Whom an exam paper that is to be for these alone would leave without any."""
    credential = Credential.objects.filter(family=family).select_related("association").first()
    if credential is None:
        return []
    papers = papers_of(family)
    lost = _left_without(credential, papers.values(), (papers | {page: whom}).values())
    return [LEFT.format(who=either(lost))] if lost else []


def _left_without(credential: Credential, before: Collection[Whom], after: Collection[Whom]) -> list[str]:
    """Who of those who can apply has a paper before and none after, each once, as one says it."""
    if credential.retired:
        return []
    demanded = _demanded(credential.family, today(credential.association))
    lost: dict[str, None] = {}
    for version in current_versions(open_application_forms(credential.family)):
        who = can_be(version.parsed.steps)
        for clauses in demanded:
            had_none = without_paper(clauses, who, [*before])
            gone = [one for one in without_paper(clauses, who, [*after]) if one not in had_none]
            lost |= {one.words or ANYBODY: None for one in in_short(gone, who)}
    return [*lost]
