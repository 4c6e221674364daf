"""A form laid out to be read: for previews, and for whoever looks at a form without filling it in."""

from dataclasses import dataclass

from django.forms import BoundField

from endorsement_plugin.definitions.fields import Field, Section
from endorsement_plugin.definitions.form import FormDefinition, Step

from .builder import form_class


@dataclass(frozen=True)
class ShownField:
    """A section, or a question with the control that asks it."""

    field: Field
    control: BoundField | None

    @property
    def template(self) -> str:
        """What shows a section."""
        kind = f"sections/{self.field.type}" if isinstance(self.field, Section) else "section"
        return f"endorsement_plugin/pages/{kind}.html"


@dataclass(frozen=True)
class ShownStep:
    """A step with its parts in the author's order."""

    step: Step
    parts: list[ShownField]


def shown_steps(definition: FormDefinition) -> list[ShownStep]:
    """Every step, with controls that are bound to nothing."""
    return [ShownStep(step, _parts(step)) for step in definition.steps]


def _parts(step: Step) -> list[ShownField]:
    form = form_class(step.questions, final=False)(prefix=step.name)
    controls = {name: form[name] for name in form.fields}
    return [ShownField(field, controls.get(field.name)) for field in step.fields]
