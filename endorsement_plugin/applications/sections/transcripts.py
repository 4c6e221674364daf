from collections.abc import Iterator, Mapping
from typing import Any

from django.forms import BaseForm

from endorsement_plugin.definitions.fields import TranscriptsSection
from endorsement_plugin.errors import Problem
from endorsement_plugin.models import Transcript
from endorsement_plugin.requirements.findings import Assessment
from endorsement_plugin.rules.states import TranscriptState

from .base import Completion, SectionKind


class TranscriptsKind(SectionKind[TranscriptsSection]):
    """Files of this section; one that was refused does not count as sent."""

    of = TranscriptsSection
    has_form = True

    @property
    def files(self) -> list[Transcript]:
        """Those that were sent for this section."""
        return [row for row in self.contents.transcripts if row.block_id == self.section.id]

    @property
    def is_begun(self) -> bool:
        return bool(self.files)

    def completion(self, assessment: Assessment) -> Completion:
        asked = self.section.required or bool(self.findings(assessment))
        return Completion(started=self.is_begun, done=self._has_usable, optional=not asked)

    def problems(self) -> Iterator[Problem]:
        if self.section.required and not self._has_usable:
            yield self.problem("required", "Upload your transcript.")

    def shown(self, assessment: Assessment, forms: Mapping[str, BaseForm]) -> dict[str, Any]:
        return {"transcripts": self.files}

    @property
    def _has_usable(self) -> bool:
        return any(row.state != TranscriptState.REFUSED for row in self.files)
