from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.definitions.fields import Question
from endorsement_plugin.errors import Incomplete, Stale
from endorsement_plugin.forms.builder import problems_of, recheck
from endorsement_plugin.forms.freezing import frozen
from endorsement_plugin.models import Reference, ReferenceAnswer
from endorsement_plugin.record.events import record_event
from endorsement_plugin.record.moves import move
from endorsement_plugin.references.links import end_link
from endorsement_plugin.references.locks import lock_by_link
from endorsement_plugin.rules.states import ReferenceState

from .decline import tell_applicant


@transaction.atomic
def submit_reference(*, link: str, answers: Mapping[str, Any], revision: int | None = None) -> Reference:
    """The referee hands the reference in: the ratings are kept as they stand and the link ends.

    `link` is the digest of the link's token. Raises LinkGone, Incomplete with every problem, and Stale if
    `revision` is given and the answers were saved once more after it.
    """
    row = lock_by_link(link)
    if revision is not None and revision != row.revision:
        raise Stale("Your answers were changed in another tab. Check them once more.", row.revision)
    given = {**row.draft, **answers}
    refuse_incomplete(row.definition.questions, given)
    move(row, ReferenceState.RECEIVED)
    row.answered_at = timezone.now()
    row.draft = {}
    end_link(row)
    row.save()
    keep_answers(row, given)
    detail = f"reference {row.slot}"
    record_event(row.application, "reference_received", by=None, role="referee", detail=detail)
    tell_applicant(row, "reference_received")
    return row


def refuse_incomplete(fields: list[Question], answers: Mapping[str, Any]) -> None:
    """Raises Incomplete with every answer that is missing or wrong."""
    problems = problems_of(recheck(fields, answers))
    if problems:
        raise Incomplete("Some answers are missing.", problems)


def keep_answers(reference: Reference, given: Mapping[str, Any]) -> None:
    """The ratings as they stand, for good. Part of an action."""
    ratings = frozen(ReferenceAnswer, reference.definition.questions, given)
    for rating in ratings:
        rating.reference = reference
    ReferenceAnswer.objects.bulk_create(ratings)
