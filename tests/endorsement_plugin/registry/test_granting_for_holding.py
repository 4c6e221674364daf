"""A credential that is granted for holding others: to whom, when, once, and what is written."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from endorsement_plugin.decisions.actions.decide import decide
from endorsement_plugin.decisions.queries import Outcome
from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.mail.letters import Letter
from endorsement_plugin.models import Credential, Endorsement, Mail, Person
from endorsement_plugin.registry.actions.grant_for_holding import grant_to_holder, grant_what_follows
from endorsement_plugin.registry.queries import count_waiting, holders_without
from review_queue.work.running import run_due
from tests.factories.applications import make_application
from tests.factories.credentials import make_association, make_credential, make_requirements
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_person
from tests.racing import at_once

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)
LETTER = Letter("Endorsed", "Dear Ina, {number}")


def make_both(**fields) -> tuple[Credential, Credential, Credential]:
    """Granted to everybody who holds both of the others."""
    association = make_association()
    infant, early = (make_credential(association, code) for code in ("IMH", "ECMH"))
    both = make_credential(association, "IECMH", name="Infant and early childhood", **fields)
    both.granted_for.set([infant, early])
    return both, infant, early


def endorse(person: Person, credential: Credential) -> None:
    make_requirements(credential)
    application = make_application(person, credential, state="ready", list_in_registry=True)
    by = make_coordinator(credential.association)
    given: dict[str, Any] = {
        "outcome": Outcome.ENDORSED,
        "proposed": Outcome.ENDORSED,
        "letter": LETTER,
        "today": TODAY,
    }
    decide(application=application.pk, by=by, **given)


def test_whoever_is_endorsed_for_the_last_of_them_is_granted_it():
    both, infant, early = make_both()
    person = make_person()
    endorse(person, infant)
    run_due()
    assert not Endorsement.objects.filter(credential=both).exists()
    endorse(person, early)
    run_due()
    made = Endorsement.objects.get(credential=both)
    parts = list(Endorsement.objects.exclude(pk=made.pk).order_by("pk"))
    assert (made.person, made.application, made.origin, made.state) == (person, None, "holding", "active")
    assert list(made.granted_for.order_by("pk")) == parts
    assert made.listed
    assert [(one.action, one.role, one.detail) for one in made.events.all()] == [
        ("granted", "system", ", ".join(part.number for part in parts))
    ]
    letter = Mail.objects.get(endorsement=made)
    assert letter.to == person.email
    assert made.number in letter.body
    assert all(part.number in letter.body for part in parts)
    assert reverse("endorsement:endorsement", args=[made.number]) in letter.body


def test_it_is_due_with_the_first_of_them_and_listed_only_where_each_is():
    _both, infant, early = make_both()
    first = make_endorsement(credential=infant, renewal_due=date(2026, 12, 31), listed=True)
    make_endorsement(first.person, early, renewal_due=date(2027, 6, 30))
    (made,) = grant_what_follows(endorsement=first.pk)
    assert (made.renewal_due, made.listed) == (date(2026, 12, 31), False)
    assert "because you did not ask for that with each of them" in Mail.objects.get(endorsement=made).body


@pytest.mark.parametrize(
    "other",
    [
        {"state": "provisional", "provisional_until": date(2028, 1, 1)},
        {"state": "inactive", "inactive_reason": "lapsed"},
        {"state": "retired"},
        None,
    ],
)
def test_only_for_what_is_held_fully_and_now(other):
    _both, infant, early = make_both()
    held = make_endorsement(credential=infant)
    if other:
        make_endorsement(held.person, early, **other)
    assert grant_what_follows(endorsement=held.pk) == []


def test_twice_is_once_and_what_was_retired_is_not_granted_again():
    _both, infant, early = make_both()
    held = make_endorsement(credential=infant)
    make_endorsement(held.person, early)
    (made,) = grant_what_follows(endorsement=held.pk)
    assert grant_what_follows(endorsement=held.pk) == []
    Endorsement.objects.filter(pk=made.pk).update(state="retired")
    assert grant_what_follows(endorsement=held.pk) == []
    assert Mail.objects.filter(endorsement=made).count() == 1


def test_a_credential_that_is_withdrawn_is_granted_to_nobody():
    _both, infant, early = make_both(retired=True)
    held = make_endorsement(credential=infant)
    make_endorsement(held.person, early)
    assert grant_what_follows(endorsement=held.pk) == []


def test_what_one_comes_to_hold_gives_only_what_it_is_a_part_of():
    both, infant, early = make_both()
    held = make_endorsement(credential=infant)
    make_endorsement(held.person, early)
    other = make_endorsement(held.person, make_credential(code="IFS"))
    assert grant_what_follows(endorsement=other.pk) == []
    assert list(holders_without(both)) == [held.person]


def test_a_coordinator_confirms_who_held_them_before():
    both, infant, early = make_both()
    held = make_endorsement(credential=infant)
    make_endorsement(held.person, early)
    by = make_coordinator(both.association)
    made = grant_to_holder(credential=both.pk, person=held.person.pk, by=by)
    assert [(one.role, one.actor) for one in made.events.all()] == [("coordinator", by)]
    with pytest.raises(WrongState, match="holds IECMH already, or no longer all that it is granted for"):
        grant_to_holder(credential=both.pk, person=held.person.pk, by=by)


def test_nobody_confirms_for_another_association_or_for_themselves():
    both, infant, early = make_both()
    held = make_endorsement(credential=infant)
    make_endorsement(held.person, early)
    elsewhere = make_coordinator(make_association("mi-aimh", "mi-aimh.localhost"), "connie@example.org")
    make_coordinator(both.association).groups.get().user_set.add(held.person.account)
    for by in (elsewhere, held.person.account):
        with pytest.raises(NotAllowed):
            grant_to_holder(credential=both.pk, person=held.person.pk, by=by)


def test_waiting_is_counted_without_oneself(django_assert_num_queries):
    both, infant, early = make_both()
    for name in ("ann", "bea", "cyd"):
        held = make_endorsement(make_person(f"{name}@example.org"), infant)
        make_endorsement(held.person, early)
    rows = Credential.objects.filter(pk=both.pk)
    with django_assert_num_queries(3):
        assert count_waiting(rows, but=held.person.account.pk) == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_worker_and_two_coordinators_at_once_grant_it_once():
    both, infant, early = make_both()
    parts = [make_endorsement(credential=infant)]
    parts.append(make_endorsement(parts[0].person, early))
    by, person = make_coordinator(both.association), parts[0].person.pk
    results = at_once(
        *[lambda part=part: grant_what_follows(endorsement=part.pk) for part in parts],
        *[lambda: grant_to_holder(credential=both.pk, person=person, by=by)] * 2,
    )
    assert sum(isinstance(one, WrongState) for one in results) >= 1
    assert Endorsement.objects.filter(credential=both).count() == 1
    assert Mail.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_decisions_at_once_grant_it_once():
    both, infant, early = make_both()
    person = make_person()
    for credential in (infant, early):
        make_requirements(credential)
    rows = [make_application(person, one, state="ready") for one in (infant, early)]
    by = make_coordinator(both.association)
    given: dict[str, Any] = {
        "outcome": Outcome.ENDORSED,
        "proposed": Outcome.ENDORSED,
        "letter": LETTER,
        "today": TODAY,
    }
    at_once(*[lambda row=row: decide(application=row.pk, by=by, **given) for row in rows])
    run_due()
    assert Endorsement.objects.filter(credential=both).count() == 1
