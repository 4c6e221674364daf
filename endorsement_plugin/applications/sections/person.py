from collections.abc import Iterator, Mapping
from typing import Any

from django.forms import BaseForm

from endorsement_plugin.definitions.fields import PersonSection
from endorsement_plugin.errors import Problem
from endorsement_plugin.people.names import name_problems
from endorsement_plugin.requirements.findings import Assessment

from .base import Completion, SectionKind


class PersonKind(SectionKind[PersonSection]):
    """Who the applicant is. Its controls are part of the step's form, and are named person-…."""

    of = PersonSection

    def completion(self, assessment: Assessment) -> Completion:
        named = bool(self.contents.application.person.name)
        return Completion(started=named, done=named)

    def problems(self) -> Iterator[Problem]:
        return name_problems(self.contents.application.person, self.step.name)

    def shown(self, assessment: Assessment, forms: Mapping[str, BaseForm]) -> dict[str, Any]:
        return {"person": self.contents.application.person, "form": forms.get(self.section.id)}

    def is_control(self, place: str) -> bool:
        return place.startswith("person-")
