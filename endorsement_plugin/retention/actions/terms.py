"""How long one kind of record is kept from now on, and that it is carried out."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.associations.queries import roles_in
from endorsement_plugin.errors import Incomplete, NotAllowed, Problem, WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Association, AssociationEvent, Retention, RetentionTerm
from endorsement_plugin.permissions import Visitor, associations_run_by, coordinates
from endorsement_plugin.retention.queries.due import numbers, preview, terms_of
from endorsement_plugin.retention.rules.kinds import KEEPINGS, SWITCH
from endorsement_plugin.retention.rules.terms import LONGEST_MONTHS, Kind, kept_for

NOT_YOURS = "You are neither an editor nor a coordinator of this association."
CHANGED = (
    "The policy, or what would go by it, has changed since you looked. Nothing was switched on. "
    "Look at the numbers of now and confirm them."
)
NOTHING_KEPT_SHORTER = "Every kind of record is kept for ever, so there is nothing to switch on."


def lock_retention(association: Association) -> Retention:
    """The association's row, made if there is none, locked to the end of the transaction."""
    Retention.objects.get_or_create(association=association)
    return lock(Retention).get(association=association)


@transaction.atomic
def keep_for(
    *, association: Association, kind: Kind, months: int | None, reason: str, by: Visitor
) -> RetentionTerm | None:
    """From now on keep this kind for so many months, or for ever (None); None if it was so already.

    It is switched off by that: nothing goes by a policy whose numbers nobody has confirmed. Raises NotAllowed
    for whoever does not run the association, and Incomplete for less than the least of this kind.
    """
    if not associations_run_by(by).filter(pk=association.pk).exists():
        raise NotAllowed(NOT_YOURS)
    _check(kind, months)
    row = lock_retention(association)
    before = terms_of(association)[kind]
    words = reason.strip()
    if before.own and (before.months, before.own.reason) == (months, words):
        return None
    term = before.own or RetentionTerm(association=association, kind=kind.value)
    term.months, term.reason, term.changed_by_id = months, words, by.pk or 0
    term.save()
    if before.months != months or before.own is None:  # of a kind that is new here nobody has seen numbers
        row.is_on = False
        row.revision += 1
        row.save()
    note_setting(association, f"{SWITCH}_{kind.value}", before.in_words, kept_for(months), by=by)
    return term


def _check(kind: Kind, months: int | None) -> None:
    keeping = KEEPINGS[kind]
    if months is None:
        return
    if months < keeping.least:
        words = f"At least {kept_for(keeping.least)}. {keeping.because}".strip()
        raise Incomplete("Too short.", [Problem("too_short", words, ("number",))])
    if months > LONGEST_MONTHS:
        words = f"At most {kept_for(LONGEST_MONTHS)}. Choose “for ever” for longer."
        raise Incomplete("Too long.", [Problem("too_long", words, ("number",))])


@transaction.atomic
def switch_on(
    *, association: Association, by: Visitor, seen: Mapping[str, int], revision: int, day: date
) -> Retention:
    """Have it carried out by the daily job from now on, by whoever has seen these numbers for this day.

    They were of this revision of the policy. Every time becomes the association's own: what a later version
    of this plugin has for a kind is nothing that anybody has confirmed. Raises NotAllowed for whoever does
    not coordinate the association; WrongState if a time was changed since or something else would go by now
    than what was seen, if it is on, or if nothing is ever to go.
    """
    if not coordinates(by, association):
        raise NotAllowed(NOT_YOURS)
    row = lock_retention(association)
    if row.is_on:
        raise WrongState("It is on already.")
    terms = terms_of(association).values()
    if all(term.months is None for term in terms):
        raise WrongState(NOTHING_KEPT_SHORTER)
    there = numbers(preview(association, day))
    if (row.revision, there) != (revision, dict(seen)):
        raise WrongState(CHANGED)
    RetentionTerm.objects.bulk_create(
        RetentionTerm(
            association=association, kind=term.kind.value, months=term.months, changed_by_id=by.pk or 0
        )
        for term in terms
        if term.own is None
    )
    row.is_on, row.confirmed, row.asks_again = True, there, ""
    return _switched(row, by, "off", "on")


@transaction.atomic
def switch_off(*, association: Association, by: Visitor) -> Retention:
    """Nothing goes from the next batch on. Raises NotAllowed; WrongState if it is off."""
    if not coordinates(by, association):
        raise NotAllowed(NOT_YOURS)
    row = lock_retention(association)
    if not row.is_on:
        raise WrongState("It is off already.")
    row.is_on = False
    return _switched(row, by, "on", "off")


def _switched(row: Retention, by: Visitor, before: str, after: str) -> Retention:
    row.switched_at, row.switched_by_id = timezone.now(), by.pk
    row.save()
    note_setting(row.association, SWITCH, before, after, by=by)
    return row


def note_setting(
    association: Association, setting: str, before: str, after: str, *, by: Visitor | None
) -> None:
    """In the association's own history, which its people read beside its other settings. None: the clock."""
    AssociationEvent.objects.create(
        association=association,
        actor_id=by.pk if by else None,
        role=", ".join(sorted(roles_in(by, association))) if by else "system",
        setting=setting,
        before=before,
        after=after,
    )
