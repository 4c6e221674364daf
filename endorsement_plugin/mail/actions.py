"""Letters about an application, news to coordinators, how long letters are kept, own words for them."""

from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from endorsement_plugin.background import for_each_row, remove, sent_before
from endorsement_plugin.clock import local
from endorsement_plugin.conf import current
from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.holds import held
from endorsement_plugin.locks import lock, update_or_create
from endorsement_plugin.models import (
    Application,
    ApplicationEvent,
    Association,
    Endorsement,
    LetterText,
    Mail,
    NoticeChoice,
)
from endorsement_plugin.permissions import (
    Visitor,
    associations_coordinated_by,
    associations_edited_by,
)
from endorsement_plugin.rules.states import OPEN_APPLICATION

from .letters import Letter, address_of, compose, news_letter, written
from .notifications import queue_mail
from .queries import FROM_HOUR, choices_of, coordinators_of, day_of, news_between


@transaction.atomic
def choose_notices(*, association: Association, by: AbstractBaseUser, pace: NoticeChoice.Pace) -> None:
    """Hear of the association's applications once a day, or at once, from now on.

    The same choice again changes nothing. Whoever chooses "at once" hears at once of what no daily mail has
    told yet. Raises NotAllowed for whoever is no coordinator of it.
    """
    if not coordinators_of(association).filter(pk=by.pk).exists():
        raise NotAllowed("Only coordinators hear of an association's applications.")
    row = lock(NoticeChoice).filter(association=association, user_id=by.pk).first()
    if row and row.pace == pace:
        return
    since = timezone.now() if pace == NoticeChoice.Pace.DAILY else _not_told_yet(association)
    update_or_create(
        NoticeChoice, association=association, user_id=by.pk, defaults={"pace": pace, "since": since}
    )


def _not_told_yet(association: Association) -> datetime:
    """The beginning of this day, or of the one before until its mail leaves."""
    here = local(timezone.now(), association)
    last = here.date() - timedelta(days=1 if here.hour < FROM_HOUR else 0)
    return day_of(association, last)[0]


DAYS_BACK = 3
"""A clock that stood still tells what it missed, up to this many days."""

AT_ONCE = NoticeChoice.Pace.AT_ONCE


def tell_coordinators(*, association: Association, now: datetime) -> None:
    """Write to its coordinators what is new, each as chosen. Nothing new is no mail; twice is once."""
    choices = choices_of(association)

    def tell(person: Any) -> None:
        chosen = choices.get(person.pk)
        if chosen and chosen.pace == AT_ONCE:
            _at_once(association, person, max(chosen.since, now - timedelta(days=DAYS_BACK)), now)
        else:
            _daily(association, person, chosen.since if chosen else None, now)

    for_each_row(
        coordinators_of(association),
        tell,
        name=lambda coordinator: f"association {association.pk}, user {coordinator.pk}",
    )


def _at_once(association: Association, person: Any, since: datetime, now: datetime) -> None:
    news = {f"news:{event.pk}:{person.pk}": event for event in news_between(association, since, now)}
    written_keys = set(Mail.objects.filter(event_key__in=news).values_list("event_key", flat=True))
    new = [(key, event) for key, event in news.items() if key not in written_keys]
    for_each_row(new, lambda one: _write(association, person, one[0], [one[1]]), name=itemgetter(0))


def _daily(association: Association, person: Any, since: datetime | None, now: datetime) -> None:
    here = now.astimezone(association.zone)
    for back in range(DAYS_BACK, 0, -1):
        day = here.date() - timedelta(days=back)
        if back == 1 and here.hour < FROM_HOUR:
            continue
        begin, end = day_of(association, day)
        key = f"news:{association.pk}:{day}:{person.pk}"
        if Mail.objects.filter(event_key=key).exists():
            continue
        _write(association, person, key, news_between(association, max(begin, since or begin), end))


def _write(association: Association, person: Any, key: str, news: list[ApplicationEvent]) -> None:
    """Nobody is told of an application of their own."""
    events = [event for event in news if event.application.person.user_id != person.pk]
    if not events:
        return
    letter = news_letter(association, events)
    with transaction.atomic():
        queue_mail(
            event_key=key, to=person.email, subject=letter.subject, body=letter.body, association=association
        )


def write_letter(
    application: Application, letter: str, *, event_key: str, path: str = "", to: str = "", **context: object
) -> None:
    """Write the letter of this name about an application, once for each `event_key`. Part of an action.

    To its applicant, with a link to where it stands, unless `to` and `path` say otherwise.
    """
    page = path or reverse("endorsement:application", args=[application.pk])
    link = address_of(application.association, page)
    post(application, compose(letter, application, link=link, **context), event_key=event_key, to=to)


def post(application: Application, letter: Letter, *, event_key: str, to: str = "") -> None:
    """Have a letter sent that is written already, kept with the application. Part of an action.

    Somebody who applied on paper may have left no address: there is none to write to.
    """
    address = to or application.person.email
    if not address:
        return
    queue_mail(
        event_key=event_key,
        to=address,
        subject=letter.subject,
        body=letter.body,
        association=application.association,
        application=application,
    )


def write_from(
    association: Association, letter: str, /, *, event_key: str, to: str, **context: object
) -> None:
    """Write the letter of this name, which is about no application, once for each `event_key`.

    Part of an action. An association that has no address is written to nowhere.
    """
    if not to:
        return
    composed = written(letter, association, **context)
    queue_mail(
        event_key=event_key, to=to, subject=composed.subject, body=composed.body, association=association
    )


def post_to_holder(endorsement: Endorsement, letter: Letter, *, event_key: str) -> None:
    """Have a letter sent to whoever holds this, kept with the endorsement. Part of an action.

    Somebody who was moved in may have left no address: there is none to write to.
    """
    if not endorsement.person.email:
        return
    queue_mail(
        event_key=event_key,
        to=endorsement.person.email,
        subject=letter.subject,
        body=letter.body,
        association=endorsement.association,
        endorsement=endorsement,
    )


def tell_applicant(application: Application, letter: str, event: ApplicationEvent, **context: Any) -> None:
    """Write once for each event."""
    write_letter(application, letter, event_key=f"{letter}:{event.pk}", **context)


def forget_letters() -> int:
    """Remove letters sent more than MAIL_KEPT_DAYS ago; how many.

    The case file of an application has them all until it has been over for as long; its history stays.
    Letters of people on whom there is a hold stay. Where an association's policy of retention is carried out,
    it alone says when.
    """
    kept = timedelta(days=current().MAIL_KEPT_DAYS)
    over = ~Q(application__state__in=OPEN_APPLICATION) & Q(application__changed_at__lt=Now() - kept)
    rows = sent_before(Mail, kept).filter(Q(application=None) | over)
    rows = rows.exclude(association__retention__is_on=True)
    return remove(rows.exclude(held("application__person", "endorsement__person", address="to")))


@transaction.atomic
def write_letter_text(
    *, association: Association, name: str, by: Visitor, subject: str, body: str, version: int
) -> LetterText | None:
    """From now on this letter leaves in these words; None if it does already. Checked by `LetterTextForm`.

    `version` is the one that was open while they were written, 0 for none. Raises NotAllowed for whoever does
    not run the association, and WrongState if somebody else has changed it since.
    """
    return _new_text(association, name, by, version, subject=subject, body=body)


@transaction.atomic
def restore_letter_text(
    *, association: Association, name: str, by: Visitor, version: int
) -> LetterText | None:
    """From now on this letter leaves in the standard words; None if it does already. Raises the same."""
    return _new_text(association, name, by, version, standard=True)


def _new_text(
    association: Association, name: str, by: Visitor, version: int, **text: Any
) -> LetterText | None:
    locked = lock(Association).get(pk=association.pk)
    roles = [role for role, theirs in RUN_BY.items() if theirs(by).filter(pk=locked.pk).exists()]
    if not roles:
        raise NotAllowed("The letters of this association are not yours to write.")
    latest = locked.letter_texts.filter(name=name).order_by("-number").first()
    stands = latest or LetterText(number=0, standard=True)
    if stands.number != version:
        raise WrongState("Somebody has changed this letter since you opened it. Nothing was saved.")
    asked = {"standard": False, "subject": "", "body": ""} | text
    if all(getattr(stands, field) == value for field, value in asked.items()):
        return None
    return LetterText.objects.create(
        association=locked,
        name=name,
        number=version + 1,
        changed_by_id=by.pk,
        role=", ".join(roles),
        **asked,
    )


RUN_BY = {"editor": associations_edited_by, "coordinator": associations_coordinated_by}
"""By whom letters are written, and what they are then."""
