"""Where in a form a requirement can be met."""

from endorsement_plugin.assessment.contents import Contents
from endorsement_plugin.definitions.fields import EvidenceSection, Field
from endorsement_plugin.definitions.form import FormDefinition
from endorsement_plugin.requirements.kinds import AnyOf, Clause

_EVIDENCE_OF = {"portfolio": "training"}


def step_for(contents: Contents, clause: Clause) -> str:
    """The step's name; empty if the form has none, which the check page says.

    Of several ways it is the one that the applicant has begun, else the first that the form has a step for.
    """
    ways = clause.clauses if isinstance(clause, AnyOf) else ()
    found = [(not _begun(contents, way), step) for way in ways if (step := step_for(contents, way))]
    return min(found, key=lambda one: one[0])[1] if found else _step_of(contents.definition, clause)


def _begun(contents: Contents, clause: Clause) -> bool:
    if isinstance(clause, AnyOf):
        return any(_begun(contents, way) for way in clause.clauses)
    return bool(contents.entries_of_kind(_EVIDENCE_OF.get(clause.kind, clause.kind)))


def _step_of(definition: FormDefinition, clause: Clause) -> str:
    for step in definition.steps:
        if any(_serves(field, clause) for field in step.fields):
            return step.name
    return ""


def _serves(field: Field, clause: Clause) -> bool:
    """Whether the section is where this is entered, uploaded, named or signed."""
    if isinstance(field, EvidenceSection):
        return field.kind == _EVIDENCE_OF.get(clause.kind, clause.kind)
    statement = getattr(clause, "statement", "")
    return field.type == clause.kind and statement in ("", field.name)
