"""What a holder asks for, takes back and retires; and how a coordinator answers."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from endorsement_plugin.clock import today
from endorsement_plugin.endorsements.actions.answer_request import decline_request
from endorsement_plugin.endorsements.actions.ask import ask_for, withdraw_request
from endorsement_plugin.endorsements.actions.make_move import make_move
from endorsement_plugin.endorsements.actions.retire_own import retire_own, take_back_own
from endorsement_plugin.endorsements.moves import BY_KEY
from endorsement_plugin.endorsements.moves.asking import ASKINGS
from endorsement_plugin.endorsements.queries import standing_of
from endorsement_plugin.errors import AlreadyOpen, Incomplete, NotAllowed, Refusal, WrongState
from endorsement_plugin.models import Endorsement, EndorsementRequest, Mail
from endorsement_plugin.rules.states import EndorsementState as S
from tests.factories.credentials import make_association
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_person
from tests.factories.policies import make_policy
from tests.racing import at_once, refusals

pytestmark = pytest.mark.django_db

NAME = {"name": "Ina Kahale", "family_name": "Kahale", "words": "Married."}


@pytest.fixture
def coordinator(db):
    return make_coordinator(make_association())


def ask(endorsement: Endorsement, kind: str = "name", by: Any = None, **data: Any) -> EndorsementRequest:
    holder = by or endorsement.person.account
    return ask_for(endorsement=endorsement.pk, by=holder, asking=ASKINGS[kind], data=data or NAME)


def test_a_leave_is_asked_for_and_granted(coordinator):
    held = make_endorsement()
    make_policy(held.association, leave_years=1)
    until = today(held.association) + timedelta(days=100)
    asked = ask(held, "leave", until=str(until), words="A child.")
    held.refresh_from_db()
    assert (held.state, asked.until, asked.words) == ("active", until, "A child.")
    move = BY_KEY["leave"]
    event = make_move(endorsement=held.pk, by=coordinator, move=move, data={"until": str(until)})
    assert event.detail.endswith("Asked for by the holder.")
    asked.refresh_from_db()
    held.refresh_from_db()
    assert (asked.outcome, asked.settled_by, held.inactive_until) == ("granted", coordinator, until)
    assert [one.action for one in held.events.all()] == ["leave_asked", "leave_granted"]


@pytest.mark.parametrize(
    ("fields", "years", "words"),
    [
        ({}, 0, "grants no leaves"),
        ({"state": "retired"}, 1, "has ended"),
        ({"state": "inactive", "inactive_reason": "lapsed"}, 1, "inactive for another reason"),
        ({"state": "inactive", "inactive_reason": "sanction"}, 1, "inactive for another reason"),
    ],
)
def test_where_there_is_no_leave_none_is_asked_for(fields, years, words):
    held = make_endorsement(**fields)
    make_policy(held.association, leave_years=years)
    with pytest.raises(WrongState, match=words):
        ask(held, "leave", until=str(today(held.association)))
    assert not held.requests.exists()


def test_a_leave_is_not_asked_for_beyond_the_policy_or_for_the_past():
    held = make_endorsement()
    make_policy(held.association, leave_years=1)
    day = today(held.association)
    for until in (day - timedelta(days=1), day + timedelta(days=367), ""):
        with pytest.raises(Incomplete) as refused:
            ask(held, "leave", until=str(until), words="")
        assert refused.value.problems[0].where == ("until",)


@pytest.mark.parametrize("state", [S.EMERITUS, S.RETIRED, S.REMOVED, S.INACTIVE])
def test_a_way_back_is_asked_for_from_everywhere_out(coordinator, state):
    held = make_endorsement(state=state, inactive_reason="lapsed" if state is S.INACTIVE else "")
    with pytest.raises(Incomplete):
        ask(held, "back", words=" ")
    asked = ask(held, "back", words="15 hours since.")
    data = {"why": "Seen.", "renewal_due": "2040-01-01"}
    make_move(endorsement=held.pk, by=coordinator, move=BY_KEY["back"], data=data)
    asked.refresh_from_db()
    assert asked.outcome == "granted"


def test_no_way_back_is_asked_for_that_is_over_or_needless():
    held = make_endorsement()
    with pytest.raises(WrongState, match="counts already"):
        ask(held, "back", words="x")
    make_policy(held.association, back_within_months=1)
    Endorsement.objects.filter(pk=held.pk).update(
        state="inactive", inactive_reason="lapsed", state_since=date(2020, 1, 31)
    )
    with pytest.raises(WrongState, match="The way back ended on 29 February 2020"):
        ask(held, "back", words="x")
    Endorsement.objects.filter(pk=held.pk).update(inactive_reason="sanction")
    assert ask(held, "back", words="It was lifted.").kind == "back"


def test_the_way_back_is_charged_once_and_waits_for_its_fee_where_the_policy_says_so(coordinator):
    held = make_endorsement(state=S.INACTIVE, inactive_reason="lapsed", state_since=date(2026, 3, 1))
    fields = {"back_fee": Decimal(25), "back_hours": False, "back_signed": False, "settled_first": True}
    make_policy(held.association, **fields)
    ask(held, "back", words="15 hours since.")
    fee = held.fees.get()
    assert (fee.amount, fee.label) == (Decimal(25), "Reactivation")
    withdraw_request(endorsement=held.pk, by=held.person.account, kind="back")
    ask(held, "back", words="15 hours since.")
    data = {"fee": "Check 7.", "renewal_due": "2040-01-01"}
    with pytest.raises(WrongState, match="The fee for the way back is not settled yet"):
        make_move(endorsement=held.pk, by=coordinator, move=BY_KEY["back"], data=data)
    held.fees.update(state="waived", settled_at=timezone.now())
    make_move(endorsement=held.pk, by=coordinator, move=BY_KEY["back"], data=data)
    held.refresh_from_db()
    assert (held.state, held.fees.count()) == ("active", 1)


def test_a_way_back_that_nobody_asked_for_is_charged_with_it(coordinator):
    held = make_endorsement(state=S.RETIRED)
    make_policy(held.association, back_fee=Decimal(25), back_hours=False, back_signed=False)
    data = {"fee": "Invoiced.", "renewal_due": "2040-01-01"}
    make_move(endorsement=held.pk, by=coordinator, move=BY_KEY["back"], data=data)
    assert held.fees.get().state == "due"


def test_another_name_is_asked_for_and_the_form_begins_with_it(coordinator):
    held = make_endorsement()
    with pytest.raises(Incomplete):
        ask(held, name=held.name, family_name=held.family_name)
    asked = ask(held)
    move, data = BY_KEY["name"], {**NAME, "kind": "changed"}
    form = move.form(endorsement=held, standing=standing_of(held, date(2026, 3, 2)))
    assert form.fields["name"].initial == "Ina Kahale"
    make_move(endorsement=held.pk, by=coordinator, move=move, data=data)
    asked.refresh_from_db()
    held.refresh_from_db()
    assert (asked.outcome, held.name) == ("granted", "Ina Kahale")


def test_one_of_a_kind_waits_at_a_time_and_may_be_taken_back():
    held = make_endorsement()
    asked = ask(held)
    with pytest.raises(AlreadyOpen, match="You have asked for this already"):
        ask(held)
    holder = held.person.account
    withdraw_request(endorsement=held.pk, by=holder, kind="name")
    asked.refresh_from_db()
    assert (asked.outcome, asked.settled_by) == ("withdrawn", holder)
    with pytest.raises(WrongState, match="nothing to take back"):
        withdraw_request(endorsement=held.pk, by=holder, kind="name")
    assert ask(held).pk != asked.pk


def test_what_is_not_granted_is_said_with_a_reason(coordinator):
    held = make_endorsement()
    asked = ask(held)
    with pytest.raises(Incomplete):
        decline_request(request=asked.pk, by=coordinator, answer=" ")
    decline_request(request=asked.pk, by=coordinator, answer="We need a document.")
    asked.refresh_from_db()
    assert (asked.outcome, asked.answer) == ("declined", "We need a document.")
    letter = Mail.objects.get()
    assert "We need a document." in letter.body
    assert "Your endorsement stays as it is." in letter.body
    assert held.events.last().detail == "Another name. We need a document."  # type: ignore[union-attr]
    with pytest.raises(WrongState, match="was answered already"):
        decline_request(request=asked.pk, by=coordinator, answer="x")


def test_nobody_answers_their_own_or_another_associations(coordinator):
    own = make_endorsement(make_person("cora.coordinator@example.org"))
    asked = ask(own)
    elsewhere = make_association("mi-aimh", "mi-aimh.localhost")
    for by in (coordinator, make_coordinator(elsewhere, "c@example.org")):
        with pytest.raises(NotAllowed):
            decline_request(request=asked.pk, by=by, answer="x")


def test_nobody_asks_or_retires_for_another():
    held, eve = make_endorsement(), make_person("eve@example.org").account
    for act in (
        lambda: ask(held, by=eve),
        lambda: withdraw_request(endorsement=held.pk, by=eve, kind="name"),
        lambda: retire_own(endorsement=held.pk, by=eve),
        lambda: take_back_own(endorsement=held.pk, by=eve),
    ):
        with pytest.raises(NotAllowed, match="This is not your endorsement"):
            act()


# Retiring one's own


@pytest.mark.parametrize(
    "fields",
    [
        {"state": S.ACTIVE},
        {"state": S.PROVISIONAL, "provisional_until": date(2040, 1, 1)},
        {"state": S.INACTIVE, "inactive_reason": "requested", "inactive_until": date(2040, 1, 1)},
    ],
    ids=["active", "provisional", "leave"],
)
def test_a_holder_retires_what_they_do_not_use_and_takes_it_back(fields):
    held = make_endorsement(**fields, listed=True, state_since=date(2026, 3, 2))
    before = Endorsement.objects.filter(pk=held.pk).values().get()
    holder = held.person.account
    retire_own(endorsement=held.pk, by=holder)
    held.refresh_from_db()
    assert held.state == "retired"
    body = Mail.objects.get().body
    assert "is retired and counts no longer" in body
    assert "Your name is no longer in our public registry with it." in body
    take_back_own(endorsement=held.pk, by=holder)
    assert Endorsement.objects.filter(pk=held.pk).values().get() == before
    assert [(one.action, one.role) for one in held.events.all()] == [
        ("retired", "holder"),
        ("move_undone", "holder"),
    ]


def test_a_sanction_is_not_left_by_retiring():
    held = make_endorsement(state=S.INACTIVE, inactive_reason="sanction")
    with pytest.raises(WrongState, match="As long as it is inactive for a sanction"):
        retire_own(endorsement=held.pk, by=held.person.account)


def test_what_has_ended_is_not_retired_again():
    held = make_endorsement(state=S.REMOVED)
    with pytest.raises(WrongState, match="has ended already"):
        retire_own(endorsement=held.pk, by=held.person.account)


def test_it_is_taken_back_for_a_month_and_only_what_one_did_oneself(coordinator):
    held = make_endorsement()
    holder = held.person.account
    retire_own(endorsement=held.pk, by=holder)
    day = today(held.association)
    Endorsement.objects.filter(pk=held.pk).update(state_since=day - timedelta(days=31))
    with pytest.raises(WrongState, match="within 30 days"):
        take_back_own(endorsement=held.pk, by=holder)
    other = make_endorsement(make_person("o@example.org"))
    data = {"reason": "Moved."}
    make_move(endorsement=other.pk, by=coordinator, move=BY_KEY["retire"], data=data)
    with pytest.raises(WrongState, match="only if you retired it yourself"):
        take_back_own(endorsement=other.pk, by=other.person.account)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_asking_twice_at_once_is_asking_once():
    held = make_endorsement()
    results = at_once(*[lambda: ask(held)] * 2)
    assert refusals(results, AlreadyOpen) == 1
    assert held.requests.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_granting_and_taking_back_at_once_end_in_one_of_both():
    coordinator = make_coordinator(make_association())
    held = make_endorsement()
    asked, data = ask(held), {**NAME, "kind": "changed"}
    results = at_once(
        lambda: make_move(endorsement=held.pk, by=coordinator, move=BY_KEY["name"], data=data),
        lambda: withdraw_request(endorsement=held.pk, by=held.person.account, kind="name"),
    )
    asked.refresh_from_db()
    held.refresh_from_db()
    assert held.name == "Ina Kahale"
    refused = [one for one in results if isinstance(one, Refusal)]
    assert asked.outcome == ("granted" if refused else "withdrawn")
