"""Begin to enter an application that came on paper."""

from datetime import date
from uuid import UUID

from django.db import transaction

from endorsement_plugin.applications.queries.on_paper import likely_matches, with_address
from endorsement_plugin.errors import Incomplete, NotAllowed, Problem
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Application, Association, Person
from endorsement_plugin.people.queries import accounts_with, people_acquainted_with
from endorsement_plugin.permissions import Visitor, coordinates

from .start import Words, begin, open_form

OF_SOMEBODY = Words(
    begun="There is an open application of this person for {credential} already.",
    beside=(
        "{association} takes one application at a time, and this person has one for {other} open. Enter this "
        "one when that one is endorsed, declined or withdrawn."
    ),
    held="This person holds this endorsement already ({number}).",
)
NOT_YOURS = "This is not a form of an association that you coordinate."
OWN = "This is you. Nobody enters their own application from paper: another coordinator has to."
TO_COME = "This day is still to come. Enter the day on which the paper arrived."
NO_NAME = "Enter the name that stands on the paper."
NO_WAY_TO_REACH = "Enter an e-mail address or a postal address: a decision has to reach them somehow."
LIKELY = "Somebody like this is in your records. Say who it is."
NOT_THERE = "This record is not one of your association's any more. Choose again."
ONE_ADDRESS = (
    "Your records have this address for {name}. An address belongs to one person: choose that record, or "
    "leave the address out."
)
SAY_WHY = "{name} has an account. Write why you enter this for them; they read it."


@transaction.atomic
def start_on_paper(
    *,
    form: UUID,
    by: Visitor,
    today: date,
    received_on: date,
    given_name: str = "",
    family_name: str = "",
    email: str = "",
    postal_address: str = "",
    person: UUID | None = None,
    somebody_else: bool = False,
    note: str = "",
) -> Application:
    """Begin a draft for somebody who applied on paper. `form` is the form's family.

    For a `person` of the association's own records, or with a new record of this name and address, which has
    no account. Of a known record without an account the addresses that it lacks are filled in.
    `somebody_else` says that it is none of those who are likely the same. Raises NotAllowed for
    whoever does not coordinate the association; Incomplete for what is missing, for one's own application,
    for who is likely there already (`likely_match`) and without a note for somebody who has an account;
    AlreadyOpen and WrongState as for an applicant.
    """
    chosen = open_form(form)
    association = chosen.association
    if not coordinates(by, association):
        raise NotAllowed(NOT_YOURS)
    if received_on > today:
        raise _wrong("to_come", TO_COME, "received_on")
    if person is not None:
        row = _existing_person(association, person, by, note)
        _fill_in(association, row, by, email, postal_address)
    else:
        new = Person(given_name=given_name, family_name=family_name, contact_email=email)
        new.postal_address = postal_address.strip()
        _refuse(association, by, new, somebody_else)
        new.save(force_insert=True)
        row = new
    return begin(
        chosen,
        row,
        by=by,
        today=today,
        words=OF_SOMEBODY,
        entered_by_id=by.pk,
        paper_received_on=received_on,
        entry_note=note.strip(),
    )


def _existing_person(association: Association, pk: UUID, by: Visitor, note: str) -> Person:
    """Somebody of the association's records. Whoever has an account reads why it is entered for them."""
    if not people_acquainted_with(association).filter(pk=pk).exists():
        raise _wrong("not_there", NOT_THERE, "who")
    row = lock(Person).select_related("user").get(pk=pk)
    if row.user_id == by.pk:
        raise _wrong("own", OWN, "who")
    if row.user_id is not None and not note.strip():
        raise _wrong("note_missing", SAY_WHY.format(name=row), "note")
    return row


def _fill_in(association: Association, row: Person, by: Visitor, email: str, postal_address: str) -> None:
    """The addresses of the paper, where the record of somebody without an account has none."""
    if row.user_id is not None:
        return
    if email and not row.contact_email:
        _refuse_own(by, email)
        _refuse_taken(association, email)
        row.contact_email = email
    row.postal_address = row.postal_address or postal_address.strip()
    row.save(update_fields=["contact_email", "contact_key", "postal_address"])


def _refuse(association: Association, by: Visitor, new: Person, somebody_else: bool) -> None:
    email = new.contact_email
    if not new.name:
        raise _wrong("name_missing", NO_NAME, "given_name")
    if not email and not new.postal_address:
        raise _wrong("address_missing", NO_WAY_TO_REACH, "email")
    _refuse_own(by, email)
    if not somebody_else and likely_matches(association, by=by, name=new.name, email=email):
        raise _wrong("likely_match", LIKELY, "who")
    _refuse_taken(association, email)


def _refuse_own(by: Visitor, email: str) -> None:
    if email and by.pk in accounts_with([email]):
        raise _wrong("own", OWN, "email")


def _refuse_taken(association: Association, email: str) -> None:
    there = with_address(association, email)
    if there is not None:
        raise _wrong("address_taken", ONE_ADDRESS.format(name=there), "email")


def _wrong(code: str, message: str, where: str) -> Incomplete:
    return Incomplete(message, [Problem(code, message, (where,))])
