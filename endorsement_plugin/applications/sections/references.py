from collections.abc import Iterator, Mapping
from typing import Any

from django.forms import BaseForm

from endorsement_plugin.definitions.fields import ReferencesSection
from endorsement_plugin.errors import Problem
from endorsement_plugin.references.eligibility import wrongly_named
from endorsement_plugin.requirements.findings import Assessment

from .base import Completion, SectionKind


class ReferencesKind(SectionKind[ReferencesSection]):
    """Referees, each with a place `referee-<number>` on the page."""

    of = ReferencesSection
    has_form = True
    says_requirements = True

    @property
    def is_begun(self) -> bool:
        return bool(self.contents.references)

    def completion(self, assessment: Assessment) -> Completion:
        return Completion(started=self.is_begun, done=all(seat.is_taken for seat in self.contents.seats))

    def problems(self) -> Iterator[Problem]:
        """One query, none without a referee."""
        wrong = wrongly_named(self.contents.application.person, self.contents.references)
        for seat in self.contents.seats:
            place = f"referee-{seat.number}"
            if not seat.is_taken:
                message = f"Name referee {seat.number}" + (f" ({seat.role})." if seat.role else ".")
                yield self.problem("referee_missing", message, place)
            elif seat.number in wrong:
                yield self.problem(*wrong[seat.number], place)
            elif seat.scan_to_replace is not None:
                why = seat.scan_to_replace.in_words
                message = (
                    f"The scan of reference {seat.number} cannot be used. {why} Enter it with another scan."
                )
                yield self.problem("scan_refused", message, place)

    def shown(self, assessment: Assessment, forms: Mapping[str, BaseForm]) -> dict[str, Any]:
        return {"seats": self.contents.seats, "findings": self.findings(assessment)}
