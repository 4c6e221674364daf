"""Letters as an editor sees them before anybody gets one: for an invented holder, and the standard text."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format

from endorsement_plugin.models import Association, Credential, Endorsement, Person

from .letters import Letter, own_letter, written
from .texts import LetterKind, Placeholder

MARKER_YEAR = 9001
"""A day of this year or later stands for a placeholder while the template is read."""

AS_IT_IS = ("association", "short_name", "email")
"""What is invented for nobody."""


def example(kind: LetterKind, association: Association, subject: str, body: str) -> Letter:
    """These words for an invented holder of a credential of this association."""
    values = {one.name: one.example for one in kind.placeholders}
    given = {"association": association}
    values |= {one.name: one.of(given) for one in kind.placeholders if one.name in AS_IT_IS}
    return own_letter(subject, body, values, association)


def standard_text(kind: LetterKind, association: Association) -> Letter:
    """The template with its placeholders in braces, as an editor begins with it.

    A part that the template says only sometimes is said: text with a placeholder that is empty then.
    """
    marks = {one.name: _mark(number, one) for number, one in enumerate(kind.placeholders)}
    letter = from_template(kind, association, marks)
    return Letter(_braced(letter.subject, marks), _braced(letter.body, marks))


def from_template(kind: LetterKind, association: Association, values: Mapping[str, Any]) -> Letter:
    """The template with these values of its placeholders."""
    return written(kind.name, association, **{**values, **_holder(values)})


def _mark(number: int, placeholder: Placeholder) -> Any:
    """What stands for it in the template: a day for a day, so that filters of days read it."""
    if isinstance(placeholder.example, date):
        return date(MARKER_YEAR + number, 1, 1)
    return "{" + placeholder.name + "}"


def _holder(marks: Mapping[str, Any]) -> dict[str, Any]:
    """The rows that a template names, of which each field says its placeholder. None of them is stored."""
    association = Association(name=marks["association"], short_name=marks["short_name"], email=marks["email"])
    person = Person(given_name=marks["name"])
    credential = Credential(association=association, name=marks["credential"], code=marks["code"])
    endorsement = Endorsement(
        association=association,
        credential=credential,
        person=person,
        number=marks["number"],
        granted_on=marks["granted"],
        renewal_due=marks["due"],
    )
    return {
        "association": association,
        "person": person,
        "credential": credential,
        "endorsement": endorsement,
    }


def _braced(text: str, marks: Mapping[str, Any]) -> str:
    for name, mark in marks.items():
        if isinstance(mark, date):
            text = text.replace(date_format(mark, "j F Y"), "{" + name + "}")
    return text
