"""Reminders and renewals for many at once: looked at, confirmed, carried out one by one."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from endorsement_plugin.errors import Incomplete, NotAllowed
from endorsement_plugin.models import (
    Endorsement,
    EndorsementEvent,
    Fee,
    Mail,
    Renewal,
    RenewalPolicy,
    RenewalRun,
    RenewalRunRow,
)
from endorsement_plugin.renewals.actions.runs import carry_out, start_run
from endorsement_plugin.renewals.jobs import renew_what_is_settled
from review_queue.work.running import run_due
from tests.factories.credentials import make_association
from tests.factories.people import make_coordinator
from tests.factories.renewals import log, make_policy, supervision, training
from tests.factories.season import make_endorsees, put

pytestmark = pytest.mark.django_db

LIST, REMIND, RENEW = (reverse(f"endorsement_season:{name}") for name in ("index", "remind", "renew"))


def soon() -> date:
    """A day on which everything is open."""
    return timezone.localdate() + timedelta(days=30)


@pytest.fixture
def endorsees() -> list[Endorsement]:
    return make_endorsees(6, due=soon())


@pytest.fixture
def desk(endorsees: list[Endorsement]) -> Client:
    client = Client()
    client.force_login(make_coordinator(endorsees[0].association))
    return client


def press(client: Client, address: str, **typed: Any) -> Any:
    """Look at the page, then press its button."""
    page = client.get(address)
    seen = re.search(r'name="looked_at" value="([^"]*)"', page.text)
    return client.post(address, {"looked_at": seen[1] if seen else "", **typed}, follow=True)


def chosen(endorsees: list[Endorsement], address: str = REMIND) -> str:
    return f"{address}?" + "&".join(f"pk={one.pk}" for one in endorsees)


def letters() -> list[str]:
    keys = Mail.objects.filter(event_key__startswith="renewal_reminder").order_by("to")
    return list(keys.values_list("to", flat=True))


# Reminders


def test_those_ticked_get_one_letter_each(endorsees, desk):
    answer = press(desk, chosen(endorsees[:3]), note="The office is closed on Friday.")
    run = RenewalRun.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("endorsement_season:run", args=[run.pk])
    assert "0 of 3" in answer.text
    assert answer["Refresh"] == "3"
    run_due()
    assert letters() == [one.person.email for one in endorsees[:3]]
    mail = Mail.objects.filter(to=endorsees[0].person.email).get()
    assert "The office is closed on Friday." in mail.body
    assert f"/{endorsees[0].number}/" in mail.body
    after = desk.get(reverse("endorsement_season:run", args=[run.pk]))
    assert "3 letters on their way" in after.text
    assert "Refresh" not in after
    event = EndorsementEvent.objects.get(endorsement=endorsees[0], action="reminded")
    assert (event.actor, event.role) == (run.started_by, "coordinator")


@pytest.mark.parametrize("address", [REMIND, RENEW])
def test_with_nobody_ticked_the_list_stays_as_it_was_and_says_so_beside_its_buttons(endorsees, desk, address):
    answer = desk.get(f"{address}?season=&stand=open&q=IFS&p=1", follow=True)
    back = answer.redirect_chain[-1][0]
    assert back.startswith(f"{LIST}?")
    assert "stand=open&q=IFS&p=1" in back
    assert "Tick whom it is about first" in answer.text
    assert '<input type="hidden" name="stand" value="open">' in answer.text
    assert "unticked" not in desk.get(f"{LIST}?stand=open").text
    kept = desk.get(f"{REMIND}?pk={endorsees[0].pk}&stand=open&p=1").context["back"]
    assert "stand=open&p=1" in kept


def test_all_of_the_list_as_it_is_narrowed(endorsees, desk):
    press(desk, f"{REMIND}?all=1&q=IFS-00002")
    run_due()
    assert letters() == [endorsees[1].person.email]
    press(desk, f"{REMIND}?all=1&stand=open")
    run_due()
    assert len(letters()) == 6


def test_nobody_is_reminded_twice_in_two_weeks_without_saying_so(endorsees, desk):
    press(desk, chosen(endorsees[:2]))
    run_due()
    page = desk.get(f"{REMIND}?all=1")
    assert "Remind 4 people to renew" in page.text
    assert "2 have had a reminder in the last 14 days and are left out." in page.text
    press(desk, f"{REMIND}?all=1")
    run_due()
    assert len(letters()) == 6
    assert "Nobody to remind" in desk.get(f"{REMIND}?all=1").text
    assert "Remind 6 people" in desk.get(f"{REMIND}?all=1&again=1").text
    press(desk, f"{REMIND}?all=1&again=1")
    run_due()
    assert len(letters()) == 12


def test_a_reminder_of_long_ago_does_not_count(endorsees, desk):
    press(desk, chosen(endorsees))
    run_due()
    Mail.objects.update(created_at=timezone.now() - timedelta(days=15))
    assert "Remind 6 people" in desk.get(f"{REMIND}?all=1").text


def test_who_has_nothing_to_do_or_no_address_gets_none(endorsees, desk):
    put(endorsees[:1], "renewed", due=soon())
    put(endorsees[1:2], "submitted", due=soon())
    endorsees[2].person.user.email = ""
    endorsees[2].person.user.save()
    page = desk.get(f"{REMIND}?all=1")
    assert "Remind 3 people" in page.text
    assert f"1 left no e-mail address: {endorsees[2].name} ({endorsees[2].number})." in page.text
    assert "2 of those chosen have nothing to do now" in page.text


def test_what_has_changed_meanwhile_is_left_and_says_why(endorsees, desk):
    press(desk, chosen(endorsees[:3]))
    put(endorsees[:1], "submitted", due=soon())
    Endorsement.objects.filter(pk=endorsees[1].pk).update(renewal_due=soon() + timedelta(days=1))
    run_due()
    assert letters() == [endorsees[2].person.email]
    page = desk.get(reverse("endorsement_season:run", args=[RenewalRun.objects.get().pk]))
    assert "2 left as they were" in page.text
    assert "There is nothing for its holder to do now." in page.text
    assert "It is due on another day by now." in page.text


def test_a_list_that_changed_since_it_was_looked_at_is_shown_again(endorsees, desk):
    page = desk.get(f"{REMIND}?all=1")
    seen = re.search(r'name="looked_at" value="([^"]*)"', page.text)
    assert seen
    make_endorsees(1, endorsees[0].credential, due=soon(), first=90)
    typed = {"looked_at": seen[1], "note": "Please."}
    answer = desk.post(f"{REMIND}?all=1", typed)
    assert "it had 6 and has 7 now" in answer.text
    assert "Please." in answer.text
    assert not RenewalRun.objects.exists()


def test_a_row_is_carried_out_once(endorsees, desk):
    press(desk, chosen(endorsees[:1]))
    row = RenewalRunRow.objects.get()
    carry_out(row=row.pk)
    carry_out(row=row.pk)
    run_due()
    assert len(letters()) == 1


def test_nobody_reminds_another_association_s_or_oneself(endorsees):
    other = make_association("mi-aimh", "mi-aimh.localhost")
    stranger = make_coordinator(other)
    client = Client()
    client.force_login(stranger)
    assert "Nobody to remind" in client.get(chosen(endorsees)).text
    due = {endorsees[0].pk: endorsees[0].renewal_due}
    with pytest.raises(NotAllowed):
        start_run(kind="remind", by=stranger, due=due)
    with pytest.raises(Incomplete):
        start_run(kind="remind", by=stranger, due={})
    own = make_coordinator(endorsees[0].association, "own@example.org")
    endorsees[0].person.user = own
    endorsees[0].person.save()
    with pytest.raises(NotAllowed):
        start_run(kind="remind", by=own, due=due)


def test_of_somebody_else_s_run_nobody_sees_anything(endorsees, desk):
    press(desk, chosen(endorsees))
    other = make_coordinator(make_association("mi-aimh", "mi-aimh.localhost"), "connie@example.org")
    client = Client()
    client.force_login(other)
    assert (
        client.get(reverse("endorsement_season:run", args=[RenewalRun.objects.get().pk])).status_code == 404
    )


@pytest.mark.parametrize("query", ["pk=x", "pk=²", "pk=99999", "all=1&season=x&stand=nothing"])
def test_odd_choices_are_nobody(endorsees, desk, query):
    assert desk.get(f"{REMIND}?{query}").status_code == 200
    assert desk.post(f"{REMIND}?{query}", {"looked_at": "0:x"}).status_code == 200
    assert not RenewalRun.objects.exists()


# Renewals


@pytest.fixture
def policy(endorsees: list[Endorsement]) -> None:
    make_policy(
        endorsees[0].association,
        clauses=[training(15), supervision(12)],
        due="anniversary",
        due_month=None,
        due_day=None,
    )


def fill(endorsement: Endorsement) -> None:
    """Enough of both in the last year."""
    day = timezone.localdate() - timedelta(days=20)
    log(endorsement.person, started_on=day, hours=15)
    log(endorsement.person, "supervision", started_on=day, ended_on=day, hours=12)


def test_what_is_complete_is_renewed_and_what_is_missing_is_named(endorsees, desk, policy):
    for one in endorsees[:2]:
        fill(one)
    page = desk.get(f"{RENEW}?all=1")
    assert "Renew 2 endorsements" in page.text
    assert "4 are not complete" in page.text
    assert endorsees[3].name in page.text
    unsigned = press(desk, f"{RENEW}?all=1")
    assert "Write why these are renewed without" in unsigned.text
    assert not RenewalRun.objects.exists()
    press(desk, f"{RENEW}?all=1", note="Signed on paper.")
    run_due()
    renewed = Renewal.objects.filter(state="renewed")
    assert {one.endorsement_id for one in renewed} == {one.pk for one in endorsees[:2]}
    assert {(one.origin, one.note) for one in renewed} == {("coordinator", "Signed on paper.")}
    for one in endorsees[:2]:
        one.refresh_from_db()
        assert one.renewal_due > soon()
    assert Mail.objects.filter(event_key__startswith="renewed:").count() == 2


def test_what_was_drawn_for_the_audit_is_not_renewed_with_many(endorsees, desk, policy):
    for one in endorsees[:3]:
        fill(one)
    put(endorsees[:1], "submitted", due=soon(), audited=True)
    put(endorsees[1:2], "open", due=soon(), audited=True)
    assert "Renew 1 endorsement<" in desk.get(f"{RENEW}?all=1").text


def test_what_is_not_complete_any_more_is_left(endorsees, desk, policy):
    fill(endorsees[0])
    press(desk, chosen(endorsees[:1], RENEW), note="Signed on paper.")
    put(endorsees[:1], "renewed", due=soon())
    run_due()
    row = RenewalRunRow.objects.get()
    assert (row.state, row.why) == ("left", "It is due on another day by now.")


def test_what_waits_for_its_fees_is_not_said_to_be_renewed(endorsees, desk, policy):
    """It is charged and renewed by itself later; the run says so and does not count it as done."""
    RenewalPolicy.objects.update(fee=30, settled_first=True)
    fill(endorsees[0])
    press(desk, chosen(endorsees[:1], RENEW), note="Signed on paper.")
    run_due()
    assert RenewalRunRow.objects.get().state == "unpaid"
    page = desk.get(reverse("endorsement_season:run", args=[RenewalRun.objects.get().pk]))
    assert "0 renewed" in page.text
    assert "1 waits for its fees and is renewed once these are settled." in page.text
    assert "left as" not in page.text
    Fee.objects.get().delete()
    renew_what_is_settled()
    assert Renewal.objects.get().state == "renewed"


def test_the_number_of_queries_of_both_pages_does_not_grow(
    endorsees, desk, policy, django_assert_max_num_queries
):
    make_endorsees(60, endorsees[0].credential, due=soon(), first=100)
    for address in (REMIND, RENEW):
        with django_assert_max_num_queries(32):
            assert desk.get(f"{address}?all=1").status_code == 200
