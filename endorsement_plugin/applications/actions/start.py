from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from endorsement_plugin.errors import AlreadyOpen, NotAllowed, WrongState
from endorsement_plugin.fees.actions.fall_due import fall_due
from endorsement_plugin.locks import lock
from endorsement_plugin.models import (
    Application,
    Association,
    Credential,
    Endorsement,
    Form,
    Person,
    RequirementSet,
)
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.events import record_writing
from endorsement_plugin.rules.fees import Due
from endorsement_plugin.rules.states import ENDED, OPEN_APPLICATION


@dataclass(frozen=True)
class Words:
    """The refusals, to an applicant or to whoever enters an application for somebody."""

    begun: str
    beside: str
    held: str


TO_APPLICANT = Words(
    begun="You have already started an application for {credential}.",
    beside=(
        "{association} takes one application at a time, and yours for {other} is open. Start this one when "
        "that one is endorsed, declined or withdrawn."
    ),
    held="You hold this endorsement already ({number}). If something about it has to change, write to us.",
)


@transaction.atomic
def start_application(*, form: UUID, by: Visitor, today: date) -> Application:
    """Begin a draft, pinned to the form and the requirements in force today. `form` is the form's family.

    Raises AlreadyOpen with the draft or application there already is, for another credential too where the
    association takes one at a time; WrongState for a closed form and for who holds the endorsement already.
    """
    if not by.is_authenticated:
        raise NotAllowed("Sign in to start an application.")
    return begin(open_form(form), _lock_person(by), by=by, today=today, words=TO_APPLICANT)


def begin(
    form: Form, person: Person, *, by: Visitor, today: date, words: Words, **more: object
) -> Application:
    """The draft, with what is due at once. Part of an action, which holds the person's row.

    `more` are further fields. Raises as `start_application` does.
    """
    credential, version = form.credential, form.versions.first()
    if credential is None or credential.retired or version is None:
        raise _closed()
    _refuse_second(person, credential, words)
    application = Application.objects.create(
        association=form.association,
        credential=credential,
        person=person,
        form_version=version,
        requirement_set=_requirements_on(credential, today),
        **more,
    )
    record_writing(application, "started", by=by)
    fall_due(application=application, moment=Due.OPENING)
    return application


def open_form(family: UUID) -> Form:
    """The form that can be filled in now. Raises WrongState."""
    forms = Form.objects.select_related("association", "credential")
    form = forms.filter(family=family, kind=Form.Kind.APPLICATION, is_open=True).first()
    if form is None:
        raise _closed()
    return form


def _lock_person(by: Visitor) -> Person:
    assert by.pk is not None
    person, _ = Person.objects.get_or_create(user_id=by.pk)
    return lock(Person).get(pk=person.pk)


def _refuse_second(person: Person, credential: Credential, words: Words) -> None:
    existing = _open_of(person, credential.association).filter(credential=credential).first()
    if existing:
        raise AlreadyOpen(words.begun.format(credential=credential.name), str(existing.pk))
    _refuse_beside_another(person, credential.association, words)
    held = Endorsement.objects.filter(person=person, credential=credential)
    number = held.exclude(state__in=ENDED).values_list("number", flat=True).first()
    if number:
        raise WrongState(words.held.format(number=number))


def _open_of(person: Person, association: Association) -> QuerySet[Application]:
    """This person's applications to this association that are not decided or withdrawn."""
    open_ones = Application.objects.filter(person=person, association=association, state__in=OPEN_APPLICATION)
    return open_ones.select_related("credential")


def _refuse_beside_another(person: Person, association: Association, words: Words) -> None:
    if not association.one_application_at_a_time:
        return
    other = _open_of(person, association).first()
    if other:
        said = words.beside.format(association=association.short_name, other=other.credential.name)
        raise AlreadyOpen(said, str(other.pk))


def _requirements_on(credential: Credential, today: date) -> RequirementSet:
    in_force = credential.requirement_sets.by(today).first()
    if in_force is None:
        raise _closed()
    return in_force


def _closed() -> WrongState:
    return WrongState("This form is not open for applications at the moment.")
