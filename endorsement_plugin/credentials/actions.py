"""What a credential demands: published from a day on, put into better words, taken back before its day."""

from datetime import date
from typing import Any, Protocol
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Site

from endorsement_plugin.associations.queries import association_of
from endorsement_plugin.clock import today
from endorsement_plugin.definitions.hashes import digest
from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.locks import lock, update_or_create
from endorsement_plugin.models import Association, Credential, RequirementCorrection, RequirementSet
from endorsement_plugin.permissions import Visitor, credentials_published_by
from endorsement_plugin.requirements.sets import dated
from endorsement_plugin.requirements.sets.changes import demand_the_same, keeping_keys, same

from .codes import code_taken, give_up_code
from .rules import Placed, Step, placing, with_known_keys

Clauses = list[dict[str, Any]]


class CredentialSource(Protocol):
    """The page a credential is written on."""

    pk: int
    title: str
    code: str
    scope: str
    age_band: str
    position: int
    effective_from: date
    change_note: str
    translation_key: UUID
    locale: Locale
    granted_for: Any
    provisional_label: str
    provisional_months: int | None

    def get_site(self) -> Site | None: ...
    def clauses(self) -> list[dict[str, Any]]: ...
    def source(self) -> list[dict[str, Any]]: ...


@transaction.atomic
def publish_requirements(
    *, page: CredentialSource, by: AbstractBaseUser | None = None
) -> RequirementSet | None:
    """Make what the page demands a requirement set from the page's day on, and give back the set it now is.

    The same demands again make none, other words for them correct the set of that day, and no other set is
    touched. Where nobody was asked from when (a workflow, a scheduled page, code) and the day cannot be, it
    is today. Applications keep the set they started under. A page below no association's home page makes
    nothing: None. Raises WrongState if another page has the code.
    """
    association = association_of(page)
    if association is None:
        return None
    credential = _credential(page, association)
    placed, day = _placed(credential, page, today(association))
    made = _carried_out(credential, page, placed, day, by)
    Credential.objects.filter(pk=credential.pk).update(written=made)
    return made


def _placed(credential: Credential, page: CredentialSource, now: date) -> tuple[Placed, date]:
    """What to do, and from which day: nobody can be asked any more."""
    sets = list(credential.requirement_sets.standing())
    day = page.effective_from
    clauses = with_known_keys(page.clauses(), sets, day)
    held = credential.written.effective_from if credential.written else None
    placed = placing(sets, clauses, day, now, held)
    if placed.step is not Step.REFUSE:
        return placed, day
    day = max(day, now)
    before = dated.in_force(sets, day)
    if before is None or not demand_the_same(before.clauses, clauses):
        return Placed(Step.PUBLISH), day
    return Placed(Step.NOTHING if same(before.clauses, clauses) else Step.CORRECT, before), day


def _carried_out(
    credential: Credential, page: CredentialSource, placed: Placed, day: date, by: AbstractBaseUser | None
) -> RequirementSet:
    sets = list(credential.requirement_sets.standing())
    clauses, known = with_known_keys(page.clauses(), sets, day), placed.about
    if known is not None and placed.step in {Step.NOTHING, Step.CORRECT}:
        if placed.step is Step.CORRECT:
            _reword(known, clauses, by, page.change_note)
        known.clauses, known.digest, known.source = clauses, digest(clauses), page.source()
        known.save(update_fields=["clauses", "digest", "source"])  # the blocks may be others now
        return known
    if known is not None and placed.step is Step.MOVE:
        _cancel(known, by)
    newest = credential.requirement_sets.first()
    return RequirementSet.objects.create(
        credential=credential,
        number=newest.number + 1 if newest else 1,
        clauses=clauses,
        source=page.source(),
        digest=digest(clauses),
        effective_from=day,
        note=page.change_note,
        published_by_id=by.pk if by else None,
    )


@transaction.atomic
def correct_wording(
    *,
    requirement_set: RequirementSet,
    clauses: Clauses,
    source: list[dict[str, Any]],
    by: Visitor,
    note: str = "",
) -> bool:
    """Say the same demands in other words, for everybody who is held to the set; whether anything changed.

    `source` is the same as a page would write it. Raises NotAllowed for whoever does not publish the
    credential's page, WrongState if something else would be demanded.
    """
    locked = _locked(requirement_set.credential_id, by)
    row = locked.requirement_sets.get(pk=requirement_set.pk)
    if not demand_the_same(row.clauses, clauses):
        raise WrongState("A correction puts words right. What is demanded is changed by publishing a change.")
    if same(row.clauses, clauses):
        return False
    clauses = keeping_keys(clauses, row.clauses)
    _reword(row, clauses, by, note)  # type: ignore[arg-type]
    RequirementSet.objects.filter(pk=row.pk).update(source=source)
    return True


@transaction.atomic
def cancel_requirements(
    *, requirement_set: RequirementSet, by: Visitor, today: date
) -> RequirementSet | None:
    """Take back what was planned; gives what the page is to hold instead, if it held that.

    Raises NotAllowed, and WrongState once it is in force or somebody is held to it.
    """
    locked = _locked(requirement_set.credential_id, by)
    row = locked.requirement_sets.get(pk=requirement_set.pk)
    if row.cancelled_at is not None:
        raise WrongState("These requirements have been cancelled already.")
    if row.effective_from <= today or row.applications.exists():
        raise WrongState(
            "These requirements are in force, so they can no longer be cancelled. Publish a change."
        )
    _cancel(row, by)  # type: ignore[arg-type]
    if locked.written_id != row.pk:
        return None
    line = dated.line(locked.requirement_sets.standing())
    before = [one for one in line if one.effective_from <= row.effective_from] or line
    locked.written = before[-1] if before else None
    locked.save(update_fields=["written"])
    return locked.written


def _locked(credential: int, by: Visitor) -> Credential:
    row = lock(Credential, credentials_published_by(by)).filter(pk=credential).first()
    if row is None:
        raise NotAllowed("This is not a credential that you publish.")
    return row


def _reword(row: RequirementSet, clauses: Clauses, by: AbstractBaseUser | None, note: str) -> None:
    RequirementCorrection.objects.create(
        requirement_set=row, before=row.clauses, note=note[:400], corrected_by_id=by.pk if by else None
    )
    row.clauses, row.digest = clauses, digest(clauses)
    row.save(update_fields=["clauses", "digest"])


def _cancel(row: RequirementSet, by: AbstractBaseUser | None) -> None:
    row.cancelled_at, row.cancelled_by_id = timezone.now(), by.pk if by else None
    row.save(update_fields=["cancelled_at", "cancelled_by"])


def _credential(page: CredentialSource, association: Association) -> Credential:
    """The credential of this page, locked. It stays with the association it was first published for."""
    if reason := code_taken(association, page.code, page.translation_key):
        raise WrongState(reason)
    give_up_code(association, page.code)
    defaults = {
        "page_id": page.pk,
        "code": page.code,
        "name": page.title,
        "scope": page.scope,
        "age_band": page.age_band,
        "position": page.position,
        "provisional_label": page.provisional_label,
        "provisional_months": page.provisional_months,
        "retired": False,
    }
    first = {"association": association, "language": page.locale.language_code}
    credential, _ = update_or_create(
        Credential, family=page.translation_key, defaults=defaults, create_defaults={**defaults, **first}
    )
    credential.granted_for.set(_parts(credential, page))
    return credential


def _parts(credential: Credential, page: CredentialSource) -> list[Credential]:
    """What it is granted for, as the page says: two or more others of the same association, or nothing."""
    others = [one for one in page.granted_for.all() if one.pk != credential.pk]
    parts = [one for one in others if one.association_id == credential.association_id]
    return parts if len(parts) > 1 else []


@transaction.atomic
def retire_credential(*, family: UUID) -> None:
    """Nobody may start an application for it. Applications and endorsements there are stay as they are."""
    Credential.objects.filter(family=family).update(retired=True)
