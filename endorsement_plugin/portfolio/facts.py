"""What an applicant answered that decides which requirements apply."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from endorsement_plugin.definitions.fields import AGE_BAND, DESIGNATION, YES_NO
from endorsement_plugin.definitions.form import FormDefinition
from endorsement_plugin.models import Answer


@dataclass(frozen=True)
class Facts:
    """Answers that decide which requirements apply: the designation, and the questions answered with no.

    The age band decides which exam paper is sat.
    """

    designation: str = ""
    denied: frozenset[str] = frozenset()
    age_band: str = ""


DECIDING = Q(name__in=[DESIGNATION, AGE_BAND]) | Q(kind=YES_NO)
"""The submitted answers that `facts_of` reads."""


def facts_of(answers: Iterable[Answer]) -> Facts:
    """What was submitted."""
    return _facts_among((answer.name, answer.kind, answer.value) for answer in answers)


def facts_in(definition: FormDefinition, answers: Mapping[str, Any]) -> Facts:
    """The same among answers by block id."""
    return _facts_among((field.name, field.type, answers.get(field.id)) for field in definition.fields)


def _facts_among(answers: Iterable[tuple[str, str, Any]]) -> Facts:
    given = list(answers)
    denied = frozenset(name for name, kind, value in given if kind == YES_NO and value is False)
    return Facts(_chosen(given, DESIGNATION), denied, _chosen(given, AGE_BAND))


def _chosen(given: Iterable[tuple[str, str, Any]], question: str) -> str:
    return next((str(value or "") for name, _, value in given if name == question), "")
