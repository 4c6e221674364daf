"""A holder renews: what is refused in words, what is kept, and what follows."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from endorsement_plugin.endorsements.actions.apply_move import apply_move
from endorsement_plugin.errors import Incomplete, NotAllowed, Stale, WrongState
from endorsement_plugin.fees.actions.settle import settle_fee
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Endorsement, Fee, Mail, Renewal
from endorsement_plugin.renewals.actions.opening import open_renewal
from endorsement_plugin.renewals.actions.renewing import fees_before
from endorsement_plugin.renewals.actions.submit import submit_renewal, submit_renewals
from endorsement_plugin.renewals.jobs import renew_what_is_settled
from endorsement_plugin.renewals.queries.periods import period_of
from endorsement_plugin.renewals.rules import Signing
from endorsement_plugin.rules.states import FeeState
from tests.factories.credentials import make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_person
from tests.factories.renewals import log, make_policy, signing_of, training

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 1)
DUE = date(2026, 12, 31)


def make_held(credential=None, **fields: Any) -> Endorsement:
    values = {"granted_on": date(2020, 3, 5), "renewal_due": DUE}
    return make_endorsement(credential=credential, **(values | fields))


def ready(**policy: Any) -> Endorsement:
    """One whose holder has done everything but sign."""
    make_policy(**policy)
    held = make_held()
    log(held.person, hours=15)
    log(held.person, "supervision", hours=12)
    return held


def submit(held: Endorsement, signing: Signing | None = None, today: date = TODAY) -> Renewal:
    return submit_renewal(
        endorsement=held.pk, by=held.person.account, signing=signing or signing_of(held), today=today
    )


def refused(held: Endorsement, kind: type[Exception], **more: Any) -> str:
    before = Endorsement.objects.filter(pk=held.pk).values().get()
    with pytest.raises(kind) as refusal:
        submit(held, **more)
    assert Endorsement.objects.filter(pk=held.pk).values().get() == before
    assert not Renewal.objects.exclude(state="open").exists()
    assert not Mail.objects.exists()
    return str(refusal.value)


def test_it_is_renewed_at_once_and_due_at_the_end_of_the_next_period():
    held = ready()
    renewal = submit(held)
    held.refresh_from_db()
    assert (renewal.state, renewal.renewed_on, renewal.submitted_on) == ("renewed", TODAY, TODAY)
    assert held.renewal_due == date(2027, 12, 31)
    event = held.events.get()
    assert (event.action, event.role, event.before) == ("renewed", "holder", {"renewal_due": "2026-12-31"})
    assert [one.action for one in renewal.events.all()] == ["period_opened", "submitted", "renewed"]
    assert period_of(held).starts_on == date(2027, 1, 1)


def test_what_was_shown_and_signed_is_kept_as_it_stood():
    held = ready()
    renewal = submit(held)
    held.person.evidence.update(title="Other")
    held.person.evidence.filter(kind="training").delete()
    renewal.refresh_from_db()
    assert sorted(one.title for one in renewal.evidence.all()) == ["Infants", "Infants"]
    assert [(one["value"], one["met"]) for one in renewal.findings] == [("15", True), ("12", True)]
    ethics, attestation = renewal.signatures
    assert (ethics["title"], ethics["version"], ethics["typed_name"]) == (
        "Code of Ethics",
        "2026",
        "Ina Applicant",
    )
    assert attestation["statement"] == "<p>No licensing board has sanctioned me since January 2022.</p>"
    assert len(attestation["digest"]) == 64


def test_a_receipt_is_written():
    held = ready()
    renewal = submit(held)
    mail = Mail.objects.get()
    assert renewal.receipt.startswith("R2026-")
    assert renewal.receipt in mail.subject
    assert "due again by 31 December 2027" in mail.body
    assert "1 January 2026 to 31 December 2026" in mail.body or "to 31 December 2026" in mail.body
    assert (mail.to, mail.endorsement) == (held.person.email, held)


def test_twice_is_once():
    held = ready()
    signing = signing_of(held)
    first = submit(held, signing)
    again = submit(held, signing)
    held.refresh_from_db()
    assert again == first
    assert held.renewal_due == date(2027, 12, 31)
    assert (Renewal.objects.count(), Mail.objects.count(), held.events.count()) == (1, 1, 1)


def test_what_is_missing_is_named_and_nothing_is_sent():
    make_policy()
    held = make_held()
    log(held.person, hours=10)
    refused(held, Incomplete)
    with pytest.raises(Incomplete) as refusal:
        submit(held)
    said = [one.message for one in refusal.value.problems]
    assert said == [
        "At least 15 hours of specialized training: 10 of 15 hours.",
        "12 hours of reflective supervision: 0 of 12 hours.",
    ]
    assert refusal.value.problems[0].where == (held.number, "training")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"typed_name": " "}, "Type your name to sign."),
        ({"typed_name": "Somebody Else"}, "Sign with that name."),
        ({"agreed": frozenset()}, "Tick the box to say that you agree: Code of Ethics."),
    ],
)
def test_without_a_signature_it_is_not_renewed(change, words):
    held = ready()
    signing = replace(signing_of(held), **change)
    refused(held, Incomplete, signing=signing)
    with pytest.raises(Incomplete) as refusal:
        submit(held, signing)
    assert any(words in one.message for one in refusal.value.problems)


def test_other_words_than_were_read_are_not_signed():
    held = ready()
    old = replace(signing_of(held), agreed=frozenset({"0" * 64}))
    assert "A statement has changed" in refused(held, Stale, signing=old)


def test_a_policy_that_changed_while_the_page_was_open_is_read_again():
    held = ready()
    signing = signing_of(held)
    make_policy(clauses=[training(20)])
    assert "was changed after you opened this page" in refused(held, Stale, signing=signing)


def test_a_later_policy_changes_nothing_in_the_middle_of_a_period():
    held = ready()
    signing = signing_of(held)
    make_policy(clauses=[training(45)], effective_from=date(2026, 10, 1), cycle_years=3)
    assert submit(held, signing).state == "renewed"
    held.refresh_from_db()
    assert held.renewal_due == date(2029, 12, 31)


def test_a_day_that_a_coordinator_moved_meanwhile_is_read_again():
    held = ready()
    signing = signing_of(held)
    row = lock(Endorsement).get(pk=held.pk)
    moved = {"renewal_due": date(2027, 1, 31)}
    apply_move(row, "due_moved", by=None, role="coordinator", changes=moved)
    assert "is due was changed" in refused(held, Stale, signing=signing)


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (DUE - timedelta(days=91), "You can renew from 2 October 2026."),
    ],
)
def test_outside_of_its_time_it_says_when(today, words):
    assert words in refused(ready(), WrongState, today=today)


@pytest.mark.parametrize("days", [-90, 0, 30, 31, 400])
def test_from_the_first_day_of_the_window_until_it_has_lapsed(days):
    """The clock lapses it, a week after its warning, and may be held: until then it can be renewed."""
    assert submit(ready(), today=DUE + timedelta(days=days)).state == "renewed"


def test_a_sanction_in_the_middle_stops_it():
    held = ready()
    signing = signing_of(held)
    row = lock(Endorsement).get(pk=held.pk)
    to = {"state": "inactive", "inactive_reason": "sanction"}
    apply_move(row, "sanctioned", by=None, role="coordinator", changes=to)
    words = refused(held, WrongState, signing=signing)
    assert "is “Inactive” (Sanction by a licensing board) now" in words


def test_one_that_is_provisional_is_renewed_too():
    make_policy(clauses=[])
    held = make_held(state="provisional", provisional_until=date(2027, 6, 30))
    assert submit(held).state == "renewed"


def test_without_a_policy_a_coordinator_is_named():
    held = make_held()
    assert "has not published how" in refused(held, WrongState)


def test_nobody_renews_for_somebody_else():
    held = ready()
    other = make_person("other@example.org").account
    with pytest.raises(NotAllowed):
        submit_renewal(endorsement=held.pk, by=other, signing=signing_of(held), today=TODAY)


def test_who_was_drawn_for_the_audit_waits_for_a_coordinator():
    held = ready()
    Renewal.objects.filter(pk=open_renewal(endorsement=held.pk).pk).update(audited=True)
    renewal = submit(held)
    held.refresh_from_db()
    assert (renewal.state, held.renewal_due, renewal.receipt) == ("submitted", DUE, "")
    assert "drawn by lot" in Mail.objects.get().body
    assert submit(held) == renewal


def test_several_are_renewed_together_or_none_with_one_receipt():
    make_policy(clauses=[training(15)])
    one, other = make_held(make_credential(code="IFS")), make_held(make_credential(code="ECFS"))
    signing = signing_of(one, other)
    both: dict[str, Any] = {"endorsements": [other.pk, one.pk], "by": one.person.account, "today": TODAY}
    log(one.person, hours=14)
    with pytest.raises(Incomplete) as refusal:
        submit_renewals(signing=signing, **both)
    assert [problem.where[0] for problem in refusal.value.problems] == [one.number, other.number]
    log(one.person, hours=1, started_on=date(2026, 2, 1))
    renewals = submit_renewals(signing=signing, **both)
    assert [one.endorsement for one in renewals] == [other, one]
    assert {one.state for one in renewals} == {"renewed"}
    letter = Mail.objects.get()
    assert all(one.receipt in letter.body for one in renewals)


def test_an_activity_that_was_submitted_for_one_is_not_counted_for_another_later():
    make_policy(clauses=[training(15)], shares_hours=False)
    one = make_held(make_credential(code="IFS"))
    other = make_held(make_credential(code="ECFS"), granted_on=date(2021, 1, 1))
    log(one.person, hours=15)
    submit(one)
    with pytest.raises(Incomplete):
        submit(other)


def test_the_period_is_opened_once_and_held_to_what_is_in_force():
    held = ready()
    first = open_renewal(endorsement=held.pk)
    assert open_renewal(endorsement=held.pk) == first
    newer = make_policy(clauses=[training(1)])
    assert open_renewal(endorsement=held.pk).policy == newer
    assert [one.action for one in first.events.all()] == ["period_opened", "policy_changed"]


@pytest.fixture
def both() -> list[Endorsement]:
    """Two of one holder, due on one day, and one fee for all that must be settled first."""
    make_policy(clauses=[], fee=30, late_fee=25, one_fee=True, settled_first=True, grace_days=45)
    first = make_held()
    return [first, make_held(make_credential(code="IFA"), person=first.person)]


def test_one_fee_for_all_is_owed_once_by_whoever_renews_several_together(both: list[Endorsement]):
    user = both[0].person.account
    submit_renewals(endorsements=[one.pk for one in both], by=user, signing=signing_of(*both), today=TODAY)
    fee = Fee.objects.get()
    assert (fee.label, fee.price, fee.endorsement) == ("Renewal, all credentials", "$30.00", both[0])
    letter = Mail.objects.get().body
    assert letter.count("Renewal, all credentials, $30.00") == 1
    settle_fee(fee=fee.pk, by=make_coordinator(fee.association), state=FeeState.PAID)
    renew_what_is_settled()
    assert {one.state for one in Renewal.objects.all()} == {"renewed"}


def test_and_by_whoever_renews_them_one_after_the_other(both: list[Endorsement]):
    first, second = both
    submit(second)
    assert Fee.objects.get().endorsement == first
    renew_what_is_settled()
    assert Renewal.objects.get().state == "submitted"
    submit(first)
    fee = Fee.objects.get()
    for row in Renewal.objects.all():
        assert fees_before(row) == [fee]
    settle_fee(fee=fee.pk, by=make_coordinator(fee.association), state=FeeState.WAIVED, reason="Hardship.")
    renew_what_is_settled()
    assert [one.state for one in Renewal.objects.all()] == ["renewed", "renewed"]


def test_what_is_late_costs_more_once_for_all(both: list[Endorsement]):
    first, second = both
    submit(first, today=TODAY)
    submit(second, today=DUE + timedelta(days=5))
    assert [(one.label, int(one.amount)) for one in Fee.objects.order_by("amount")] == [
        ("Late renewal, all credentials", 25),
        ("Renewal, all credentials", 30),
    ]
    client = Client()
    client.force_login(make_coordinator(first.association))
    assert "$55.00" in client.get(reverse("endorsement_fees:totals")).text
    client.force_login(second.person.account)
    receipt = client.get(reverse("endorsement:receipt", args=[second.renewals.get().pk])).text
    assert "Renewal, all credentials, $30.00" in receipt
    assert "Late renewal, all credentials, $25.00" in receipt


def test_what_only_bears_the_fee_for_all_waits_for_none_of_it(both: list[Endorsement]):
    bearer, other = both
    make_policy(clauses=[], fee=None, settled_first=False, credential=bearer.credential)
    submit(other)
    fee = Fee.objects.get()
    assert (fee.endorsement, fee.state) == (bearer, "due")
    assert submit(bearer).state == "renewed"
    renew_what_is_settled()
    assert other.renewals.get().state == "submitted"
    Renewal.objects.filter(endorsement=bearer).update(state="submitted")
    renew_what_is_settled()
    assert bearer.renewals.get().state == "renewed"


def test_another_person_owes_a_fee_of_their_own(both: list[Endorsement]):
    other = make_held(both[0].credential, person=make_person("other@example.org"))
    submit(both[0])
    submit(other)
    assert Fee.objects.count() == 2
