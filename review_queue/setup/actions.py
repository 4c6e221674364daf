"""Write what the file says: a pool with its people, a rubric and a round. All of it, or nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from review_queue.assigning.actions.enroll_reviewer import enroll_reviewer
from review_queue.items.actions.publish_rubric import Scale, Step, publish_rubric
from review_queue.locks import lock
from review_queue.models import Pool, PoolMembership, PoolRole, Reviewer, Round, Rubric

from .forms import (
    REVIEWER,
    CriterionForm,
    LevelForm,
    PersonForm,
    PoolForm,
    RoundForm,
    RubricForm,
    faults_of,
    filled_in,
)
from .rules import Fault, NotUsable, Part, strange_keys, table, tables, twice

TABLES = ("pool", "people", "rubric", "round")
FEWEST_LEVELS = 2


@dataclass
class Report:
    """What was done, in sentences; who has no password yet; and what is still missing before answers can be
    scored."""

    done: list[str] = field(default_factory=list)
    without_password: list[AbstractBaseUser] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Checked:
    """The forms of the file, all of them valid, each with its part."""

    pool: forms.ModelForm
    people: Sequence[forms.ModelForm]
    rubric: forms.ModelForm
    scales: Sequence[Scale]
    round: forms.ModelForm


@transaction.atomic
def set_up(file: Part) -> Report:
    """Bring pool, people, rubric and round to what the file says. The same file again changes nothing.

    Nobody is taken out of a pool or loses a role; what is kept of a reviewer stays as it is; a changed rubric
    becomes a new version. Raises NotUsable with everything that is wrong, also for a change to a round that
    is in use.
    """
    checked = _check(file)
    report = Report()
    pool = _pool(checked.pool, report)
    for form in checked.people:
        _person(form.cleaned_data, pool, report)
    rubric = _rubric(checked.rubric, checked.scales, report)
    _round(checked.round, rubric, pool, report)
    report.missing.extend(_missing(pool))
    return report


def _check(file: Part) -> _Checked:
    parts = {name: table(file, name) for name in ("pool", "rubric", "round")}
    people, criteria = tables(file, "people"), tables(parts["rubric"], "criteria")
    pool = filled_in(PoolForm, parts["pool"], _row(Pool, parts["pool"]))
    rubric = filled_in(RubricForm, parts["rubric"])
    in_round = filled_in(RoundForm, parts["round"], _row(Round, parts["round"]))
    persons = [filled_in(PersonForm, part) for part in people]
    faults = [
        *strange_keys(file, TABLES),
        *faults_of(pool, parts["pool"]),
        *(fault for form, part in zip(persons, people, strict=True) for fault in faults_of(form, part)),
        *twice(people, "email"),
        *_accounts(persons, people),
        *faults_of(rubric, parts["rubric"], ["criteria"]),
        *_faults_of_criteria(parts["rubric"], criteria),
        *faults_of(in_round, parts["round"]),
    ]
    if faults:
        raise NotUsable(faults)
    return _Checked(pool, persons, rubric, [_scale(part) for part in criteria], in_round)


def _row(model: type[Any], part: Part) -> Any:
    code = part.values.get("code")
    return model.objects.filter(code=code).first() if isinstance(code, str) else None


def _accounts(persons: Sequence[forms.ModelForm], parts: Sequence[Part]) -> Iterator[Fault]:
    for form, part in zip(persons, parts, strict=True):
        address = form.cleaned_data.get("email")
        if address and get_user_model()._default_manager.filter(email__iexact=address).count() > 1:
            yield part.fault("email", "Several accounts have this address. Give each its own.")


def _faults_of_criteria(rubric: Part, criteria: Sequence[Part]) -> Iterator[Fault]:
    if not criteria:
        yield rubric.fault("criteria", "A rubric needs at least one criterion.")
    yield from twice(criteria, "code")
    for part in criteria:
        yield from faults_of(filled_in(CriterionForm, part), part, ["levels"])
        levels = tables(part, "levels")
        if len(levels) < FEWEST_LEVELS:
            yield part.fault("levels", "A criterion needs at least two levels.")
        yield from twice(levels, "points")
        for level in levels:
            yield from faults_of(filled_in(LevelForm, level), level)


def _scale(part: Part) -> Scale:
    """A criterion that was checked."""
    values = _cleaned(filled_in(CriterionForm, part))
    steps = [Step(**_cleaned(filled_in(LevelForm, level))) for level in tables(part, "levels")]
    return Scale(**values, steps=sorted(steps, key=lambda step: step.points))


def _cleaned(form: forms.ModelForm) -> dict[str, Any]:
    form.full_clean()
    return form.cleaned_data


def _pool(form: forms.ModelForm, report: Report) -> Pool:
    is_new = form.instance.pk is None
    pool: Pool = form.save()
    if is_new or form.changed_data:
        report.done.append(f"The pool “{pool}” {'is there' if is_new else 'has its new name'}.")
    return lock(Pool).get(pk=pool.pk)


def _person(values: Mapping[str, Any], pool: Pool, report: Report) -> None:
    user, is_new = _account(values)
    if is_new:
        report.done.append(f"{values['email']} has an account.")
    if not user.has_usable_password():
        report.without_password.append(user)
    for role in values["roles"]:
        if role == REVIEWER:
            _reviewer(user, values, pool, report)
        elif PoolRole.objects.get_or_create(pool=pool, user_id=user.pk, role=role)[1]:
            report.done.append(f"{values['email']} is a {PoolRole.Role(role).label.lower()} of “{pool}”.")


def _account(values: Mapping[str, Any]) -> tuple[AbstractBaseUser, bool]:
    """The account with this address, or a new one without a password; and whether it is new."""
    model = get_user_model()
    there = model._default_manager.filter(email__iexact=values["email"]).first()
    if there is not None:
        return there, False
    names = {key: values[key] for key in ("email", "first_name", "last_name")}
    user = model(**{**names, model.USERNAME_FIELD: values["email"]})
    user.set_unusable_password()
    user.save()
    return user, True


def _reviewer(user: AbstractBaseUser, values: Mapping[str, Any], pool: Pool, report: Report) -> None:
    """Who is a reviewer already keeps the record: it has pages and a history of its own."""
    there = Reviewer.objects.filter(user_id=user.pk).first()
    if there is not None:
        _, is_new = PoolMembership.objects.get_or_create(pool=pool, reviewer=there)
    else:
        record = {
            key: values[key] for key in ("agency", "capacity", "novice", "may_adjudicate", "qualifications")
        }
        enroll_reviewer(user=user, pools=[pool], languages=values["languages"] or ["en"], **record)
        is_new = True
    if is_new:
        report.done.append(f"{values['email']} is a reviewer of “{pool}”.")


def _rubric(form: forms.ModelForm, scales: Sequence[Scale], report: Report) -> Rubric:
    values = form.cleaned_data
    latest = Rubric.objects.filter(code=values["code"]).order_by("-version").first()
    if latest is not None and _as_written(latest) == (values["title"], values["pass_mark"], list(scales)):
        return latest
    rubric = publish_rubric(**values, scales=scales)
    report.done.append(f"The rubric “{rubric}” is there.")
    return rubric


def _as_written(rubric: Rubric) -> tuple[Any, ...]:
    """What the file would have to say for this rubric to stay as it is."""
    criteria = rubric.criteria.prefetch_related("levels")
    return rubric.title, rubric.pass_mark, [
        Scale(
            code=one.code,
            name=one.name,
            steps=[Step(level.points, level.label, level.descriptor) for level in one.levels.all()],
            weight=one.weight,
            guidance=one.guidance,
        )
        for one in criteria
    ]  # fmt: skip


def _round(form: forms.ModelForm, rubric: Rubric, pool: Pool, report: Report) -> None:
    row: Round = form.instance
    is_new = row.pk is None
    changes = [*form.changed_data, *(["rubric"] if not is_new and row.rubric_id != rubric.pk else [])]
    if row.is_frozen and changes:
        raise NotUsable([Fault(f"round.{name}", _IN_USE) for name in changes])
    row.rubric = rubric
    if is_new or changes:
        form.save()
        report.done.append(f"The round “{row}” is there." if is_new else f"The round “{row}” has changed.")
    row.pools.add(pool)


_IN_USE = (
    "This round has answers already, and so can no longer change. Give the new rules a round of their own."
)


def _missing(pool: Pool) -> Iterable[str]:
    members = Reviewer.objects.filter(pools=pool, active=True)
    if not PoolRole.objects.filter(pool=pool, role=PoolRole.Role.CLEARER).exists():
        yield "No answer can be released: nobody is a clearer."
    if members.count() < 2:
        yield "No answer can be scored: it takes two reviewers."
    elif members.count() < 3 or not members.filter(may_adjudicate=True).exists():
        yield "Nobody settles two reviews that disagree: it takes a third, with may_adjudicate = true."
    if not PoolRole.objects.filter(pool=pool, role=PoolRole.Role.CHIEF).exists():
        yield "Nobody hears when something is stuck: nobody is a chief reviewer."
