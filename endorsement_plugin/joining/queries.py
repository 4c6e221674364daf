"""Whom an invitation is for, and what stands in the way of joining."""

from collections.abc import Iterator

from django.utils import timezone

from endorsement_plugin.models import (
    Application,
    Endorsement,
    Import,
    Invitation,
    Person,
)
from endorsement_plugin.people.queries import accounts_confirmed_with
from endorsement_plugin.permissions import Visitor, associations_coordinated_by
from endorsement_plugin.registry.actions.grant import all_held
from endorsement_plugin.rules.states import OPEN_APPLICATION
from review_queue.typed.addresses import folded_address

Reason = tuple[int, str]
"""The association that it is a reason of, by its primary key, and the words."""

HELD_TWICE = (
    "Both hold {code}: the numbers are {one} and {other}. Nobody is endorsed twice, so one of them has to be "
    "retired first."
)
OPEN_TWICE = "Both have an open application for {code}. One of them has to be withdrawn first."
OPEN_BESIDE = (
    "{association} takes one application at a time, and these two have one for {one} and one for {other}. "
    "One of them has to be withdrawn first."
)
ELSEWHERE = (
    "With another association both have something that one person can have only once. Only its coordinators "
    "see what it is, so they have to settle it first."
)


def reasons_against(one: Person, other: Person, *, told: Visitor | None = None) -> list[str]:
    """Why these two cannot be made one person, in words; empty if they can. Two queries.

    `told` is the coordinator who reads it, with one more: of other associations only that there is a reason.
    None: the holder, or nobody.
    """
    reasons = [*_held_twice(one, other), *_open_twice(one, other)]
    if told is None or not reasons:
        return [words for _, words in reasons]
    theirs = set(associations_coordinated_by(told).values_list("pk", flat=True))
    said = (words if association in theirs else ELSEWHERE for association, words in reasons)
    return list(dict.fromkeys(said))


def _held_twice(one: Person, other: Person) -> Iterator[Reason]:
    held: dict[int, Endorsement] = {}
    for row in all_held([one, other]).select_related("credential").order_by("granted_on", "number"):
        first = held.setdefault(row.credential_id, row)
        if first.person_id != row.person_id:
            words = HELD_TWICE.format(code=row.credential.code, one=first.number, other=row.number)
            yield row.association_id, words


def _open_twice(one: Person, other: Person) -> Iterator[Reason]:
    rows = Application.objects.filter(person__in=[one, other], state__in=OPEN_APPLICATION)
    open_ones = list(rows.select_related("credential", "association").order_by("created_at"))
    for mine in open_ones:
        for theirs in open_ones:
            if mine.person_id == one.pk and theirs.person_id == other.pk:
                yield from ((mine.association_id, words) for words in _beside(mine, theirs))


def _beside(mine: Application, theirs: Application) -> Iterator[str]:
    if mine.credential_id == theirs.credential_id:
        yield OPEN_TWICE.format(code=mine.credential.code)
    elif mine.association_id == theirs.association_id and mine.association.one_application_at_a_time:
        yield OPEN_BESIDE.format(
            association=mine.association.short_name, one=mine.credential.code, other=theirs.credential.code
        )


GONE = (
    "This link does not work any more, or never did: each works once and for some weeks, and a newer letter "
    "ends it. If you have not joined your record yet, ask the association for another letter."
)
OTHER_ADDRESS = (
    "This invitation went to another address than those that your account has confirmed. Sign in with an "
    "account of that address, or add the address to this account and confirm it; then open the link again."
)

OWN_ADDRESS = "This is an address of yours. Another coordinator has to invite you."
OWN_INVITATION = (
    "You sent this invitation yourself. Nobody decides about what they hold: another coordinator has to "
    "invite you."
)


OWN_ENTRY = (
    "You entered an application of this record from paper yourself. Nobody enters from paper what they hold "
    "themselves: it cannot be yours."
)


def by_link(token_digest: str) -> Invitation | None:
    """The invitation of a link that works still."""
    rows = Invitation.objects.filter(token_digest=token_digest, expires_at__gt=timezone.now())
    return rows.select_related("association__site", "person").first()


def is_addressed_to(invitation: Invitation, user: int) -> bool:
    """Whether this account has confirmed the address that the letter went to."""
    address = folded_address(invitation.address)
    return user in accounts_confirmed_with([address]).get(address, set())


def to_invite_of(source: Import) -> list[Endorsement]:
    """One endorsement of each person whom the import moved in, who has an address and no account."""
    rows = Endorsement.objects.filter(
        import_rows__source=source, import_rows__written=True, person__user=None
    ).exclude(person__contact_email="")
    found: dict[object, Endorsement] = {}
    for row in rows.select_related("person").order_by("pk"):
        found.setdefault(row.person_id, row)
    return list(found.values())
