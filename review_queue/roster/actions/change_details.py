"""Change a reviewer's details, by the reviewer or by a chief reviewer, with a history of each."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from review_queue.anonymization.known.organizations import organization_key
from review_queue.errors import NotAllowed
from review_queue.locks import lock
from review_queue.models import DeclaredConflict, Event, Language, Qualification, Reviewer, ReviewerChange
from review_queue.permissions import User
from review_queue.record import record
from review_queue.roster.queries.details import languages_of, reviewers_led_by, tags_of

from .declare import write_conflict

What = ReviewerChange.What
OF_CHIEFS = frozenset({What.NOVICE, What.THIRD, What.ACTIVE})
"""What nobody says of themselves."""


@dataclass(frozen=True, slots=True)
class Details:
    """What a form says; None stays as it is."""

    capacity: int | None = None
    agency: str | None = None
    languages: tuple[str, ...] | None = None
    qualifications: tuple[str, ...] | None = None
    novice: bool | None = None
    may_adjudicate: bool | None = None
    active: bool | None = None


@transaction.atomic
def change_details(*, reviewer: Reviewer, by: User, details: Details) -> list[str]:
    """What has changed, by name. A former agency stays as a declared conflict.

    A reviewer may give up a qualification; who leads one of the pools may add one, too, and says who is a
    novice, a third reviewer, or no reviewer any more. Raises NotAllowed.
    """
    locked = lock(Reviewer).get(pk=reviewer.pk)
    leads = reviewers_led_by(by).filter(pk=locked.pk).exists() and locked.user_id != by.pk
    if not leads and locked.user_id != by.pk:
        raise NotAllowed
    wanted = {name: value for name, value in _wanted(details).items() if value is not None}
    before = _now(locked)
    changed = {name: value for name, value in wanted.items() if value != before[name]}
    if not leads and not _may_alone(changed, before):
        raise NotAllowed
    for name, value in changed.items():
        _write(locked, name, value, by)
        _note(locked, by, name, before[name], value)
    return list(changed)


def _wanted(details: Details) -> dict[str, object]:
    lists = {"languages": details.languages, "qualifications": details.qualifications}
    plain = ("capacity", "novice", "may_adjudicate", "active")
    return {
        **{name: getattr(details, name) for name in plain},
        **{name: None if value is None else sorted(set(value)) for name, value in lists.items()},
        "agency": None if details.agency is None else details.agency.strip(),
    }


def _now(reviewer: Reviewer) -> dict[str, object]:
    plain = ("capacity", "novice", "may_adjudicate", "active", "agency")
    return {
        **{name: getattr(reviewer, name) for name in plain},
        "languages": languages_of(reviewer),
        "qualifications": tags_of(reviewer),
    }


def _may_alone(changed: Mapping[str, object], before: Mapping[str, object]) -> bool:
    """Whether a reviewer may say all of this without the chief reviewer."""
    tags = changed.get("qualifications", [])
    assert isinstance(tags, list)
    held = before["qualifications"]
    assert isinstance(held, list)
    return not OF_CHIEFS & changed.keys() and set(tags) <= set(held)


def _write(reviewer: Reviewer, name: str, value: object, by: User) -> None:
    if name == "qualifications":
        assert isinstance(value, list)
        reviewer.qualifications.all().delete()
        Qualification.objects.bulk_create([Qualification(reviewer=reviewer, tag=tag) for tag in value])
    elif name == "languages":
        assert isinstance(value, list)
        reviewer.languages.all().delete()
        Language.objects.bulk_create([Language(reviewer=reviewer, code=code) for code in value])
    else:
        former = reviewer.agency
        setattr(reviewer, name, value)
        reviewer.save(update_fields=[name])
        if name == "agency" and organization_key(former) not in ("", organization_key(reviewer.agency)):
            write_conflict(reviewer, by, DeclaredConflict.Kind.AGENCY, former)


def _note(reviewer: Reviewer, by: User, what: str, before: object, after: object) -> None:
    """A row of the history with both, and an event that says which."""
    assert by.pk is not None, "Somebody signed in, or it was refused."
    ReviewerChange.objects.create(
        reviewer=reviewer, by_id=by.pk, what=what, before=_words(before), after=_words(after)
    )
    record(None, Event.Kind.DETAILS, actor=by, detail=f"reviewer:{reviewer.pk},{what}")


def _words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(value)[:400]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)[:400]
