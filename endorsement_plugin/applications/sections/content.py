from collections.abc import Iterator, Mapping
from typing import Any

from django.forms import BaseForm

from endorsement_plugin.definitions.fields import Content
from endorsement_plugin.errors import Problem
from endorsement_plugin.requirements.findings import Assessment

from .base import SectionKind


class ContentKind(SectionKind[Content]):
    """Text to read. Nothing is asked."""

    of = Content
    is_checked = False

    def completion(self, assessment: Assessment) -> None:
        return None

    def problems(self) -> Iterator[Problem]:
        return iter(())

    def shown(self, assessment: Assessment, forms: Mapping[str, BaseForm]) -> dict[str, Any]:
        return {}
