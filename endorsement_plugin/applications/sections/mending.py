"""Where in a form a requirement can be met."""

from collections.abc import Sequence
from typing import Any

from endorsement_plugin.assessment.contents import Contents
from endorsement_plugin.requirements.kinds import Clause

from . import sections_of
from .base import SectionKind


def step_for(contents: Contents, clause: Clause) -> str:
    """The step's name; empty if the form has none, which the check page says.

    Of several ways it is the one that the applicant has begun, else the first that the form has a step for.
    """
    sections = [section for step in contents.definition.steps for section in sections_of(step, contents)]
    section = _serving(clause, sections)
    return section.step.name if section else ""


def _serving(clause: Clause, sections: Sequence[SectionKind[Any]]) -> SectionKind[Any] | None:
    ways = [section for way in clause.parts if (section := _serving(way, sections))]
    if ways:
        return next((way for way in ways if way.is_begun), ways[0])
    serving = [section for section in sections if section.serves(clause)]
    return min(serving, key=lambda section: clause.sources.index(section.section.feeds), default=None)
