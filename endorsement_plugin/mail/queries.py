"""What coordinators are told of: new applications, and what came of exams. The words of letters."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import timezone

from endorsement_plugin.models import (
    ApplicationEvent,
    Association,
    Invitation,
    LetterText,
    NoticeChoice,
    Person,
)
from review_queue.typed.addresses import folded_address

NEWS = {
    "submitted": "a new application",
    "exam_part_scored": "the written part of an exam was scored",
    "exam_passed": "the exam was passed",
    "exam_failed": "the exam was not passed",
    "exam_scored_again": "the exam was scored again",
    "exam_returned": "the exam came back unscored",
    "exam_stuck": "nobody is found who may score the exam",
}

FROM_HOUR = 7
"""When the mail of the day before leaves, on the association's clock."""


def coordinators_of(association: Association) -> QuerySet[Any]:
    """Those who can be written to."""
    people = get_user_model()._default_manager.filter(is_active=True)
    if association.coordinators_id is None:
        return people.none()
    people = people.filter(groups=association.coordinators_id)
    return people.exclude(email="").order_by("pk")


def choices_of(association: Association) -> dict[int, NoticeChoice]:
    """What its coordinators have chosen, by their primary key."""
    return {row.user_id: row for row in NoticeChoice.objects.filter(association=association)}


def news_between(association: Association, begin: datetime, end: datetime) -> list[ApplicationEvent]:
    """What happened from `begin` up to, and without, `end`; oldest first."""
    events = ApplicationEvent.objects.filter(
        action__in=NEWS, at__gte=begin, at__lt=end, application__association=association
    )
    return list(events.select_related("application__person__user", "application__credential").order_by("at"))


def day_of(association: Association, day: date) -> tuple[datetime, datetime]:
    """When that day begins and ends where the association is."""
    midnights = (datetime.combine(at, time(), association.zone) for at in (day, day + timedelta(days=1)))
    begin, end = midnights
    return begin, end


def text_of(association: Association, name: str) -> LetterText | None:
    """The association's own words for this letter; None where the standard text counts. One query."""
    latest = association.letter_texts.filter(name=name).order_by("-number").first()
    return None if latest is None or latest.standard else latest


def open_invitations(association: Association) -> QuerySet[Invitation]:
    """Those of an association whose link works still."""
    return association.invitations.filter(token_digest__isnull=False, expires_at__gt=timezone.now())


def invitation_to(person: Person, association: Association) -> Invitation | None:
    """By which this person, who is written to at this address, can join their record still. One query."""
    address = folded_address(person.email)
    rows = open_invitations(association).filter(person=person).order_by("-expires_at")
    return next((row for row in rows if folded_address(row.address) == address), None)


def texts_of(association: Association) -> dict[str, LetterText]:
    """The newest version of each letter that anybody has changed, by its name. One query."""
    rows = association.letter_texts.select_related("changed_by").order_by("number")
    return {row.name: row for row in rows}


def versions_of(association: Association, name: str) -> list[LetterText]:
    """All of one letter, the newest first."""
    return list(association.letter_texts.filter(name=name).select_related("changed_by").order_by("-number"))
