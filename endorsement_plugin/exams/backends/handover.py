"""Hand one sitting to the backend that the settings name."""

from collections.abc import Sequence
from typing import TypedDict
from uuid import UUID

from django.db.models import Q

from endorsement_plugin.exams.disclosure import (
    Identifier,
    SectionText,
    given_for,
    identifiers_of,
    sections_of,
)
from endorsement_plugin.exams.queries.appeals import latest_ref, scored_again
from endorsement_plugin.exams.queries.conflicts import barred_from
from endorsement_plugin.exams.queries.sittings import being_scored
from endorsement_plugin.models import Appeal, EvidenceEntry, Reference, Sitting, SubmittedEntry
from endorsement_plugin.requirements.evidence_kinds import with_identifier

from .base import backend


class Answer(TypedDict):
    """An exam without its candidate, and what tells who the candidate is."""

    sections: Sequence[SectionText]
    identifiers: Sequence[Identifier]


def hand_over(sitting: Sitting) -> None:
    """Submit the shared answers of a sitting that was handed in, with what must be masked and who is barred.

    Not inside a transaction: masking takes its time. Raises what the backend raises, to be tried again.
    """
    assert sitting.review_ref is not None
    application = sitting.application
    backend().submit(
        ref=sitting.review_ref,
        round=sitting.paper.parsed.round,
        pool=application.association.review_pool,
        **_answer(sitting),
        barred=barred_from(sitting),
        barred_agencies=_agencies(sitting),
        earlier=_earlier(sitting),
        requires=[application.credential.code],
    )


def original_of(ref: str) -> Answer | None:
    """What is handed over for the reference that the queue has, as it would be today; None if there is none.

    For `REVIEW_QUEUE["ORIGINAL_OF"]`: a clearer unmasks, or has it masked again, and the queue keeps nothing.
    """
    try:
        review_ref = UUID(ref)
    except ValueError:
        return None
    rows = Sitting.objects.select_related("paper", "application__person__user")
    sent = rows.filter(Q(review_ref=review_ref) | Q(appeals__review_ref=review_ref))
    sitting = sent.filter(handed_in_at__isnull=False).first()
    answer = _answer(sitting) if sitting else None
    return answer if answer and answer["sections"] else None


def _answer(sitting: Sitting) -> Answer:
    return {
        "sections": sections_of(sitting.responses.all(), sitting.paper.parsed, sitting.files.all()),
        "identifiers": _identifiers(sitting),
    }


def keep_away(sitting: Sitting) -> None:
    """Bar whoever has come to know the candidate since: staff open files while an exam is being scored."""
    assert sitting.review_ref is not None
    backend().bar(ref=sitting.review_ref, users=barred_from(sitting), identifiers=_identifiers(sitting))


def hand_over_again(appeal: Appeal) -> None:
    """Have a sitting scored again, by nobody who is barred today or has scored this person before."""
    sitting = appeal.sitting
    backend().rescore(
        ref=latest_ref(sitting),
        new_ref=appeal.review_ref,
        reason="appeal",
        barred=barred_from(sitting),
        barred_agencies=_agencies(sitting),
        earlier=_earlier(sitting),
        identifiers=_identifiers(sitting),
    )


def keep_away_again(appeal: Appeal) -> None:
    """Bar whoever has come to know the candidate since the second scoring began."""
    sitting = appeal.sitting
    backend().bar(ref=appeal.review_ref, users=barred_from(sitting), identifiers=_identifiers(sitting))


def keep_earlier_away(person: UUID) -> None:
    """Of what reviewers have of this person now, also keep whoever scored the person before.

    For somebody who was two people when it was handed over. What was submitted before stays.
    """
    for sitting in being_scored(person):
        assert sitting.review_ref is not None
        backend().bar(ref=sitting.review_ref, users=barred_from(sitting), earlier=_earlier(sitting))
    for appeal in scored_again(person):
        sitting = appeal.sitting
        backend().bar(ref=appeal.review_ref, users=barred_from(sitting), earlier=_earlier(sitting))


def _identifiers(sitting: Sitting) -> list[Identifier]:
    """Of the candidate's whole portfolio and all applications: an answer tells of any time and place.

    Conflicts that reviewers have declared are compared with them, too; the queue forgets them."""
    person = sitting.application.person
    entries: list[SubmittedEntry | EvidenceEntry] = [
        *SubmittedEntry.objects.filter(application__person=person),
        *person.evidence.all(),
    ]
    held = identifiers_of(person, entries, Reference.objects.filter(application__person=person))
    return [*held, *given_for(sitting)]


def _agencies(sitting: Sitting) -> set[str]:
    """Where the candidate works now: a colleague there must not score."""
    application = sitting.application
    jobs = application.evidence.filter(kind__in=with_identifier("employer"), ended_on=None)
    names = [application.person.employer, *jobs.values_list("organization", flat=True)]
    return {name.strip() for name in names if name.strip()}


def _earlier(sitting: Sitting) -> list[UUID]:
    """The same person's other sittings, and their second scorings: the queue keeps their scorers away."""
    others = Sitting.objects.filter(application__person=sitting.application.person_id).exclude(pk=sitting.pk)
    again = Appeal.objects.filter(sitting__in=others).values_list("review_ref", flat=True)
    return [ref for ref in (*others.values_list("review_ref", flat=True), *again) if ref is not None]
