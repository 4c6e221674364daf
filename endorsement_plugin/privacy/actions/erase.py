"""Erasing what an association holds about somebody, and closing the account where nothing else is left."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from django.db import models, transaction
from django.utils import timezone

from endorsement_plugin.endorsements.actions.apply_move import apply_move
from endorsement_plugin.files import forget_files
from endorsement_plugin.locks import lock
from endorsement_plugin.models import (
    Application,
    DataDownload,
    Endorsement,
    Enquiry,
    Erasure,
    EvidenceEntry,
    IdempotencyRecord,
    Mail,
    NoticeChoice,
    Person,
)
from endorsement_plugin.privacy.queries import (
    OF_NOBODY,
    addresses_of,
    is_held_elsewhere,
    model_of,
    open_matters,
    rows_with,
)
from endorsement_plugin.privacy.rules.held import HELD
from endorsement_plugin.privacy.rules.tables import Erasing, Held
from endorsement_plugin.record.moves import move
from endorsement_plugin.rules.states import ENDED, EndorsementState, ErasureState

FIRST = ("Confirmation", "EntryJudgment", "CountedFor")
"""Rows that point to others that are erased."""

Counts = dict[str, int]


@transaction.atomic
def erase(*, erasure: UUID) -> None:
    """Carry out a request that was approved. A second time there is nothing left to do.

    Where something has opened meanwhile that has to end first, the request waits for a coordinator again.
    What is kept of applications and endorsements belongs to somebody without a name from now on, whom
    nothing joins to the person. The person, their portfolio and account go with it, unless another
    association holds something of theirs, or they work here.
    """
    row = lock(Erasure).filter(pk=erasure, state=ErasureState.APPROVED).first()
    if row is None or row.person_id is None:
        return
    with_them = {"person": row.person_id, "association": row.association_id}
    list(lock(Application).filter(**with_them).order_by("pk"))
    person = lock(Person).get(pk=row.person_id)
    held = list(lock(Endorsement).filter(**with_them).order_by("pk"))
    if any(open_matters(person, row.association)):
        move(row, ErasureState.ASKED)
        row.save(update_fields=["state"])
        return
    _end(held, row)
    move(row, ErasureState.DONE)
    row.erased = _erase_rows(person, row)
    row.person, row.done_at, row.reason = None, timezone.now(), ""
    row.save()
    Erasure.objects.filter(**with_them).update(person=None)
    if not is_held_elsewhere(person, row.association):
        _erase_person(person)


def _end(held: list[Endorsement], row: Erasure) -> None:
    for one in held:
        if one.status not in ENDED:
            changes = {"state": EndorsementState.REMOVED.value, "listed": False}
            apply_move(one, "erased", by=row.decided_by, role="coordinator", changes=changes)


def _erase_rows(person: Person, row: Erasure) -> Counts:
    """Delete and empty the association's rows; how many of what."""
    association, counts = row.association, Counts()
    addresses = addresses_of(person)
    letters = Mail.objects.filter(to__in=addresses, association=association)
    enquiries = Enquiry.objects.filter(email__in=addresses, association=association)
    counts["Enquiries"], counts["Letters"] = enquiries.delete()[0], letters.delete()[0]
    for name, held in _in_order():
        rows = rows_with(name, person, association)
        counts[held.words] = counts.get(held.words, 0) + rows.count()
        if held.erasing is Erasing.DELETE:
            forget_files(rows)
            rows.delete()
        elif held.blank and name not in {"Application", "Endorsement"}:
            rows.update(**_emptied(name, held))
    _leave_to_nobody(person, row)
    return {words: count for words, count in counts.items() if count}


def _in_order() -> Iterator[tuple[str, Held]]:
    """What points to other rows comes before them."""
    names = [name for name in HELD if name not in OF_NOBODY]
    deep = sorted(names, key=lambda name: (name not in FIRST, -HELD[name].path.count("__")))
    return ((name, HELD[name]) for name in deep)


def _emptied(name: str, held: Held) -> dict[str, Any]:
    return {one: _empty(model_of(name)._meta.get_field(one)) for one in held.blank}


def _empty(field: Any) -> Any:
    if isinstance(field, models.JSONField):
        return field.get_default()
    return "" if isinstance(field, models.CharField | models.TextField) else None


def _leave_to_nobody(person: Person, row: Erasure) -> None:
    """What is kept belongs to somebody without a name, not to the person who may stay for others."""
    with_them = {"person": person, "association": row.association}
    kept: list[Application | Endorsement] = [
        *Application.objects.filter(**with_them),
        *Endorsement.objects.filter(**with_them),
    ]
    if not kept:
        return
    nobody = Person.objects.create()
    for one in kept:
        for name, empty in _emptied(type(one).__name__, HELD[type(one).__name__]).items():
            setattr(one, name, empty)
        one.person = nobody
        one.save()


def _erase_person(person: Person) -> None:
    user, addresses = person.user, addresses_of(person)
    forget_files(person.downloads.all())
    Mail.objects.filter(to__in=addresses, association=None).delete()
    for model in (EvidenceEntry, DataDownload):
        model._default_manager.filter(person=person).delete()
    left = [one.user for one in person.joined_records.select_related("user") if one.user is not None]
    person.delete()
    for account in filter(None, (user, *left)):
        if not _works_here(account):
            _close(account)


def _works_here(user: Any) -> bool:
    """Whether the account is needed for something other than applying: staff, editors, reviewers."""
    if user.is_staff or user.is_superuser or user.groups.exists() or user.user_permissions.exists():
        return True
    roles = [one for one in user._meta.related_objects if one.related_model._meta.app_label == "review_queue"]
    return any(
        one.related_model._default_manager.filter(**{one.field.name: user}).exists()
        for one in roles
        if one.field.name == "user" and one.related_model.__name__ != "BarredUser"
    )


def _close(user: Any) -> None:
    """Nobody signs in with it again, and it says nothing of anybody; the history still points to it."""
    for model in (IdempotencyRecord, NoticeChoice):
        model._default_manager.filter(user=user).delete()
    for relation in user._meta.related_objects:
        if relation.related_model._meta.app_label in {"account", "mfa", "usersessions"}:
            relation.related_model._default_manager.filter(**{relation.field.name: user}).delete()
    user.username, user.email = f"erased-{uuid4().hex}", ""
    user.first_name = user.last_name = ""
    user.is_active = False
    user.set_unusable_password()
    user.save()
