"""The steps of a form and the requirements of a credential as blocks, from flat tables.

`only` names the credentials that a step or a field is for.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from endorsement_plugin.models import Association, CompetencyFramework, FieldOfWork
from endorsement_plugin.vocabulary.names import value_for

Written = dict[str, Any]
BESIDE_VALUE = {"type", "only"}


def steps(written: Written, *, credential: str = "", reference_form: int | None = None) -> list[Written]:
    """The body of a form page, with the steps and fields that this credential has."""
    return [_step(step, written, credential, reference_form) for step in _for(credential, written["steps"])]


def _step(step: Written, form: Written, credential: str, reference_form: int | None) -> Written:
    fields = [_field(field, form, reference_form) for field in _for(credential, step["fields"])]
    value = {name: step[name] for name in ("name", "title", "minutes", "intro") if name in step}
    return {"type": "step", "value": {**value, "fields": fields}}


def _field(field: Written, form: Written, reference_form: int | None) -> Written:
    if field["type"] == "content":
        return {"type": "content", "value": field["html"].strip()}
    value: dict[str, Any] = {name: item for name, item in field.items() if name not in BESIDE_VALUE}
    if field["type"] == "rating":
        value.setdefault("options", form["scale"])
    if field["type"] == "references":
        value["form"] = reference_form
    if "options" in value:
        value["options"] = options(value["options"])
    return {"type": field["type"], "value": value}


def options(written: list[list[str]]) -> list[Written]:
    """Pairs of stored value and label as blocks."""
    return [{"type": "option", "value": {"value": stored, "label": label}} for stored, label in written]


def _for(credential: str, written: Iterable[Written]) -> Iterator[Written]:
    return (one for one in written if credential in one.get("only", [credential]))


def requirements(clauses: list[Written], association: Association) -> list[Written]:
    """A credential's requirements as blocks. What they choose is put into the association's lists."""
    return [{"type": clause["type"], "value": _clause(clause, association)} for clause in clauses]


def _clause(clause: Written, association: Association) -> Written:
    value = {name: item for name, item in clause.items() if name != "type"}
    for name in ("areas", "associations"):
        if name in value:
            value[name] = options(value[name])
    if "framework" in value:
        value["framework"] = _framework(association, value["framework"])
    if "clauses" in value:
        value["clauses"] = requirements(value["clauses"], association)
    if "fields" in value:
        value["fields"] = [_in_list(association, label) for label in value["fields"]]
    return value


def _framework(association: Association, name: str) -> str:
    """The newest version that is published under this name."""
    published = CompetencyFramework.objects.filter(association=association, name=name)
    return str(published.exclude(published_at=None).order_by("-number")[0].pk)


def _in_list(association: Association, label: str) -> str:
    value = value_for(label, (), "field")
    row, _ = FieldOfWork.objects.get_or_create(
        association=association, value=value, defaults={"label": label}
    )
    return str(row.pk)
