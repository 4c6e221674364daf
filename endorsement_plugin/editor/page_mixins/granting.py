"""What an editor chooses for a credential that is granted for holding others, and what contradicts it."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from endorsement_plugin.forms.queries import can_be_applied_for, open_application_forms
from endorsement_plugin.models import Association, Credential
from endorsement_plugin.requirements.clauses import parse
from endorsement_plugin.requirements.sets.granting import granted_to

TOO_FEW = "Tick at least two credentials, or none: one alone is no reason for another."
OTHERS = "Tick other credentials of your own association only."
ITSELF = "A credential is not granted for holding itself. Untick it."
APPLIED_FOR = (
    "The application form “{title}” is open, so people apply for this credential. Unpublish that form first, "
    "or untick these."
)
DEMANDS = (
    "Nobody applies for it then, so nobody would look at the requirements above. Take them out, or untick "
    "these."
)
NOT_OPEN = "Nobody can come to hold {code}: it has no open application form."
GRANTED_ITSELF = (
    "{code} is itself granted for holding others, and nobody applies for it. Tick what it is granted for "
    "instead."
)
PART_OF_OTHER = (
    "{code} is granted for holding this one, so people have to be able to apply for it. Take this one out "
    "there first."
)
NOTHING_FOLLOWS = "Tick “May follow later” at one of the requirements, or leave this empty."
HOW_LONG = (
    "“May follow later” is ticked at a requirement. Say for how many months an endorsement may be "
    "provisional, or untick it."
)
NEVER = "Say for how many months it may be provisional, or leave this empty."
NOBODY_APPLIES = "Nobody applies for this credential: it is {sentence} Untick those on its page first."


def may_be_ticked(
    association: Association | None, family: UUID, ticked: Sequence[Credential] = ()
) -> QuerySet[Credential]:
    """The credentials of the association that are published, without the one itself.

    One that is `ticked` and was withdrawn since is among them: left out, it would be unticked by whoever
    saves the page, and to hold the others would be enough.
    """
    rows = Credential.objects.filter(association=association).exclude(family=family)
    return rows.filter(Q(retired=False) | Q(pk__in=[one.pk for one in ticked]))


def faults_of_granting(
    family: UUID, association: Association | None, chosen: Sequence[Credential], *, demands: bool
) -> Iterator[str]:
    """All that speaks against granting this credential for holding those."""
    if not chosen:
        return
    if len(chosen) < 2:
        yield TOO_FEW
    if any(one.family == family for one in chosen):
        yield ITSELF
    if any(association is None or one.association_id != association.pk for one in chosen):
        yield OTHERS
    if demands:
        yield DEMANDS
    for form in open_application_forms(family):
        yield APPLIED_FOR.format(title=form.title)
    for one in chosen:
        yield from _of_part(one)
    for other in Credential.objects.filter(granted_for__family=family, retired=False):
        yield PART_OF_OTHER.format(code=other.code)


def faults_of_provisional(
    months: int | None, label: str, clauses: Sequence[dict[str, Any]]
) -> Iterator[tuple[str, str]]:
    """What contradicts in how it is granted provisionally, each with the page's field."""
    follow = any(clause.may_follow for clause in parse(clauses))
    if months and not follow:
        yield "provisional_months", NOTHING_FOLLOWS
    if follow and not months:
        yield "provisional_months", HOW_LONG
    elif label and not months:
        yield "provisional_label", NEVER


def sentence_of(parts: Sequence[Credential]) -> str:
    """To whom it is granted, for readers; empty for a credential that people apply for."""
    return granted_to([f"{one.name} ({one.code})" for one in parts]) if parts else ""


def _of_part(one: Credential) -> Iterator[str]:
    """Nobody could come to hold it."""
    if one.granted_for.exists():
        yield GRANTED_ITSELF.format(code=one.code)
    elif not can_be_applied_for(one):
        yield NOT_OPEN.format(code=one.code)


def parts_of(family: UUID) -> list[Credential]:
    """What a credential is granted for, as it was published, in the order of the list. One query."""
    rows = Credential.objects.filter(gives__family=family).select_related("page")
    return list(rows.order_by("position", "code"))


def nobody_applies(family: UUID) -> str:
    """Why a credential cannot have an application form, in a sentence; empty if it can."""
    sentence = sentence_of(parts_of(family))
    return NOBODY_APPLIES.format(sentence=sentence[:1].lower() + sentence[1:]) if sentence else ""
