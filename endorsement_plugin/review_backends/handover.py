"""Hand one sitting to the backend that the settings name."""

from uuid import UUID

from endorsement_plugin.dossier import identifiers_of, sections_of
from endorsement_plugin.models import Sitting, SubmittedEntry
from endorsement_plugin.queries.conflicts import barred_from

from .base import backend


def hand_over(sitting: Sitting) -> None:
    """Submit the shared answers of a sitting that was handed in, with what must be masked and who is barred.

    Not inside a transaction: masking takes its time. Raises what the backend raises, to be tried again.
    """
    assert sitting.review_ref is not None
    application = sitting.application
    backend().submit(
        ref=sitting.review_ref,
        round=sitting.paper.definition["round"],
        pool=application.association.review_pool,
        sections=sections_of(sitting.responses.all(), sitting.paper.definition),
        identifiers=identifiers_of(
            application.person, application.evidence.all(), application.references.all()
        ),
        barred=barred_from(sitting),
        barred_agencies=_agencies(sitting),
        earlier=_earlier(sitting),
        requires=[application.credential.code],
    )


def keep_away(sitting: Sitting) -> None:
    """Bar whoever has come to know the candidate since: staff open files while an exam is being scored."""
    assert sitting.review_ref is not None
    backend().bar(ref=sitting.review_ref, users=barred_from(sitting))


def _agencies(sitting: Sitting) -> set[str]:
    """Where the candidate works now: a colleague there must not score."""
    application = sitting.application
    jobs = application.evidence.filter(kind=SubmittedEntry.Kind.WORK, ended_on=None)
    names = [application.person.employer, *jobs.values_list("organization", flat=True)]
    return {name.strip() for name in names if name.strip()}


def _earlier(sitting: Sitting) -> list[UUID]:
    """The same person's other sittings, whose scorers the queue itself keeps away."""
    others = Sitting.objects.filter(application__person=sitting.application.person_id).exclude(pk=sitting.pk)
    return [ref for ref in others.values_list("review_ref", flat=True) if ref is not None]
