"""Applications on paper: what can be entered, for whom, and which of them are being entered."""

from datetime import date

from django.db.models import Q, QuerySet
from rapidfuzz.fuzz import ratio

from endorsement_plugin.models import Application, Association, Form, Person
from endorsement_plugin.people.queries import accounts_confirmed_with, people_acquainted_with
from endorsement_plugin.permissions import Visitor, associations_coordinated_by
from endorsement_plugin.record.writers import applications_entered_by
from endorsement_plugin.rules.states import EDITABLE_APPLICATION
from review_queue.typed.addresses import folded_address
from review_queue.typed.folding import folded, words

from .applications import startable

NEAR = 85
"""From how many parts in a hundred of their letters two names are likely one, spelled twice."""
MOST = 500
"""People of one name who are compared letter by letter."""


def forms_entered_by(user: Visitor, day: date) -> QuerySet[Form]:
    """The forms that this person may enter from paper: those that applicants of theirs can start."""
    theirs = startable(day).filter(association__in=associations_coordinated_by(user))
    return theirs.select_related("credential", "association").order_by(
        "association__short_name", "credential__position", "credential__code"
    )


def being_entered(user: Visitor) -> QuerySet[Application]:
    """What this person enters from paper and nobody has submitted, or has to be changed once more."""
    rows = applications_entered_by(user).filter(state__in=EDITABLE_APPLICATION)
    return rows.select_related("person__user", "credential", "association", "entered_by")


def likely_matches(association: Association, *, by: Visitor, name: str, email: str) -> list[Person]:
    """Who of the association's own records this is likely to be: by address, by name, also nearly spelled so.
    Nobody else's records are looked at, nor the visitor's own. Three queries, two more with an address.
    """
    acquainted = people_acquainted_with(association).exclude(user=by.pk).select_related("user")
    typed = words(folded(name))
    if not typed and not email:
        return []
    found = {person.pk: person for person in acquainted.filter(_by_address(email))} if email else {}
    named = Q()
    for word in typed:
        named |= Q(search__contains=word)
    candidates = acquainted.filter(named).order_by("search")[:MOST] if typed else ()
    found |= {person.pk: person for person in candidates if _is_near(typed, person)}
    return sorted(found.values(), key=lambda person: person.search)


def with_address(association: Association, email: str) -> Person | None:
    """Whom the association has at this address in its records, with or without an account."""
    if not email:
        return None
    return people_acquainted_with(association).filter(_by_address(email)).select_related("user").first()


def _by_address(email: str) -> Q:
    """The address of the records, or one that an account has confirmed. Two queries at the most."""
    address = folded_address(email)
    accounts = accounts_confirmed_with([email]).get(address, set())
    return Q(contact_key=address, user=None) | Q(user__in=accounts)


def _is_near(typed: list[str], person: Person) -> bool:
    """Whether all that one of the two says of the name the other says too, or nearly the same letters."""
    theirs = set(person.search.split())
    name = words(folded(person.name))
    if set(typed) <= theirs or (name and set(name) <= set(typed)):
        return True
    return ratio(" ".join(sorted(typed)), " ".join(sorted(name))) >= NEAR
