"""A form laid out to be read: for previews, and for whoever looks at a form without filling it in."""

from typing import Any

from endorsement_plugin.definitions.form import Definition, Step, answerable, fields, steps

from .builder import form_class


def shown_steps(definition: Definition) -> list[dict[str, Any]]:
    """Each step with `parts`: the section, or the bound control of a question, in the author's order."""
    return [{**step, "parts": _parts(step)} for step in steps(definition)]


def _parts(step: Step) -> list[dict[str, Any]]:
    form = form_class(answerable(step), final=False)(prefix=step["name"])
    return [
        {"field": field, "control": form[field["name"]] if field["name"] in form.fields else None}
        for field in fields(step)
    ]
