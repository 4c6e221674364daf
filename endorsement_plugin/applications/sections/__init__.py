"""The kinds of section, one module each: what is done, what is missing, and which requirement it feeds."""

from collections.abc import Mapping
from typing import Any

from endorsement_plugin.assessment.contents import Contents
from endorsement_plugin.definitions.fields import Section
from endorsement_plugin.definitions.form import Step

from .attestation import AttestationKind
from .base import SectionKind
from .content import ContentKind
from .evidence import EvidenceKind
from .person import PersonKind
from .references import ReferencesKind
from .transcripts import TranscriptsKind

SectionKinds = Mapping[type[Section], type[SectionKind[Any]]]

KINDS: SectionKinds = {
    kind.of: kind
    for kind in (ContentKind, PersonKind, EvidenceKind, TranscriptsKind, ReferencesKind, AttestationKind)
}
"""By the section in a form's definition."""


def kind_of(step: Step, section: Section, contents: Contents) -> SectionKind[Any]:
    """One section, with what the application holds of it."""
    return KINDS[type(section)](step, section, contents)


def sections_of(step: Step, contents: Contents) -> list[SectionKind[Any]]:
    """The sections of a step, in order."""
    return [kind_of(step, section, contents) for section in step.sections(Section)]
