"""A coordinator renews for somebody, and takes a renewal back."""

from datetime import date
from typing import Any

import pytest

from endorsement_plugin.endorsements.actions.apply_move import apply_move
from endorsement_plugin.errors import Incomplete, NotAllowed, WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Endorsement, Mail, Renewal
from endorsement_plugin.renewals.actions.deciding import renew_as_coordinator, undo_renewal
from endorsement_plugin.renewals.actions.opening import open_renewal
from endorsement_plugin.renewals.actions.submit import submit_renewal
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_person
from tests.factories.renewals import log, make_policy, signing_of, training

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 1)
DUE = date(2026, 12, 31)


def make_held(**policy: Any) -> Endorsement:
    make_policy(**({"clauses": [training(15)], "statements": []} | policy))
    return make_endorsement(granted_on=date(2020, 3, 5), renewal_due=DUE)


def renew(held: Endorsement, note: str = "", by: Any = None) -> Renewal:
    row = open_renewal(endorsement=held.pk)
    by = by or make_coordinator(held.association)
    return renew_as_coordinator(renewal=row.pk, by=by, note=note, on=TODAY)


def test_what_is_complete_is_renewed_and_its_holder_written_to():
    held = make_held()
    log(held.person, hours=15)
    row = renew(held)
    held.refresh_from_db()
    assert (row.state, row.origin, held.renewal_due) == ("renewed", "coordinator", date(2027, 12, 31))
    assert row.findings[0]["met"]
    assert row.evidence.count() == 1
    assert row.receipt in Mail.objects.get().body


def test_what_is_missing_asks_for_a_reason():
    held = make_held()
    with pytest.raises(Incomplete) as refusal:
        renew(held, "  ")
    assert "At least 15 hours of specialized training" in str(refusal.value)
    row = renew(held, "Shown on paper")
    assert (row.state, row.note, row.findings[0]["met"]) == ("renewed", "Shown on paper", False)
    assert held.events.get().detail == "Shown on paper"


def test_signatures_that_are_missing_ask_for_one_too():
    held = make_held(clauses=[], statements=[{"id": "e", "title": "Ethics", "statement": "<p>I do.</p>"}])
    with pytest.raises(Incomplete) as refusal:
        renew(held)
    assert "the signatures" in str(refusal.value)


def test_without_a_policy_it_is_renewed_by_a_year():
    held = make_endorsement(granted_on=date(2026, 1, 15), renewal_due=date(2027, 1, 15))
    renew(held)
    held.refresh_from_db()
    assert held.renewal_due == date(2028, 1, 15)


def test_not_ones_own_and_not_of_another_association():
    held = make_held()
    row = open_renewal(endorsement=held.pk)
    own = make_coordinator(held.association, held.person.email)
    for by in (own, make_person("other@example.org").account):
        with pytest.raises(NotAllowed):
            renew_as_coordinator(renewal=row.pk, by=by)
        with pytest.raises(NotAllowed):
            undo_renewal(renewal=row.pk, by=by, note="x")


def test_twice_is_refused_and_moves_nothing():
    held = make_held(clauses=[])
    renew(held)
    with pytest.raises(WrongState):
        renew_as_coordinator(renewal=Renewal.objects.get().pk, by=make_coordinator(held.association))
    held.refresh_from_db()
    assert held.renewal_due == date(2027, 12, 31)


def test_a_sanctioned_one_is_not_renewed_and_what_was_submitted_waits():
    held = make_held(clauses=[])
    Renewal.objects.filter(pk=open_renewal(endorsement=held.pk).pk).update(audited=True)
    signing = signing_of(held)
    submit_renewal(endorsement=held.pk, by=held.person.account, signing=signing, today=TODAY)
    to = {"state": "inactive", "inactive_reason": "sanction"}
    row = lock(Endorsement).get(pk=held.pk)
    apply_move(row, "sanctioned", by=None, role="coordinator", changes=to)
    with pytest.raises(WrongState) as refusal:
        renew_as_coordinator(renewal=Renewal.objects.get().pk, by=make_coordinator(held.association))
    assert "Sanction by a licensing board" in str(refusal.value)
    assert Renewal.objects.get().state == "submitted"


def test_audited_after_it_was_renewed_it_ends_without_a_second_year():
    held = make_held(clauses=[])
    row = renew(held)
    Renewal.objects.filter(pk=row.pk).update(state="in_audit")
    renew_as_coordinator(renewal=row.pk, by=make_coordinator(held.association), note="All in order")
    held.refresh_from_db()
    assert held.renewal_due == date(2027, 12, 31)


def test_taken_back_it_is_due_as_before_and_can_be_renewed_again():
    held = make_held()
    log(held.person, hours=15)
    row = renew(held)
    by = make_coordinator(held.association)
    with pytest.raises(Incomplete):
        undo_renewal(renewal=row.pk, by=by, note=" ")
    undo_renewal(renewal=row.pk, by=by, note="The certificate was forged.")
    held.refresh_from_db()
    row.refresh_from_db()
    assert (row.state, row.renewed_on, held.renewal_due) == ("open", None, DUE)
    letter = Mail.objects.get(event_key__startswith="renewal_undone")
    assert "The certificate was forged." in letter.body
    assert [one.action for one in row.events.all()] == ["period_opened", "renewed", "renewal_undone"]
    renew(held)
    held.refresh_from_db()
    assert held.renewal_due == date(2027, 12, 31)
    assert Mail.objects.filter(endorsement=held).count() == 3


def test_what_is_not_renewed_is_not_taken_back():
    row = open_renewal(endorsement=make_held().pk)
    with pytest.raises(WrongState):
        undo_renewal(renewal=row.pk, by=make_coordinator(row.endorsement.association), note="x")
