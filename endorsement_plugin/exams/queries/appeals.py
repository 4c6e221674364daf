"""Exams that are scored a second time, as they are read."""

from uuid import UUID

from django.db.models import QuerySet

from endorsement_plugin.models import Appeal, Application, Sitting
from endorsement_plugin.portfolio.sittings import those_that_count
from endorsement_plugin.rules.states import ApplicationState


def open_appeals(application: Application) -> QuerySet[Appeal]:
    """Those of this application whose outcome does not count yet."""
    return Appeal.objects.filter(sitting__application=application, settled_at=None, stopped_at=None)


def undecidable() -> QuerySet[Appeal, UUID]:
    """The ids of applications with an exam whose second outcome does not count yet."""
    return Appeal.objects.filter(settled_at=None, stopped_at=None).values_list(
        "sitting__application", flat=True
    )


def with_reviewers() -> QuerySet[Appeal]:
    """Those whose second outcome is still owed, with all that must be told to the review backend."""
    waiting = Appeal.objects.filter(outcome="", settled_at=None, stopped_at=None)
    appeals = waiting.exclude(sitting__application__state=ApplicationState.WITHDRAWN)
    return appeals.select_related("sitting__application__person__user")


def scored_again(person: UUID) -> QuerySet[Appeal]:
    """This person's, while reviewers have them."""
    return with_reviewers().filter(sitting__application__person=person)


def given_up() -> QuerySet[Appeal]:
    """Those that reviewers may still be scoring although the application was withdrawn."""
    return Appeal.objects.filter(
        sitting__application__state=ApplicationState.WITHDRAWN, settled_at=None, stopped_at=None
    )


def latest_ref(sitting: Sitting) -> UUID:
    """What reviewers know the scoring by that counts now."""
    last = sitting.appeals.filter(settled_at__isnull=False).order_by("settled_at").last()
    ref = last.review_ref if last else sitting.review_ref
    assert ref is not None
    return ref


def was_retaken(sitting: Sitting) -> bool:
    """Whether a later sitting counts instead of this one."""
    every = Sitting.objects.filter(application=sitting.application_id).select_related("paper")
    return sitting not in those_that_count(every)
