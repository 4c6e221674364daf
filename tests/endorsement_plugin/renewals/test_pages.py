"""Renewing on the pages: from what is missing to the receipt."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape

from endorsement_plugin.endorsements.actions.apply_move import apply_move
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Endorsement, Renewal
from endorsement_plugin.renewals.actions.holds import hold_clock, let_clock_go
from endorsement_plugin.renewals.actions.opening import open_renewal
from endorsement_plugin.requirements.quotas import Extra
from tests.factories.credentials import make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_person
from tests.factories.renewals import log, make_policy, signing_of, training

pytestmark = pytest.mark.django_db


def make_held(code: str = "IFS", days: int = 30, **fields: Any) -> Endorsement:
    """Due so many days from today, and granted years ago."""
    today = timezone.localdate()
    values = {"granted_on": today - timedelta(days=2000), "renewal_due": today + timedelta(days=days)}
    return make_endorsement(credential=make_credential(code=code), **(values | fields))


def anniversary(**policy: Any) -> None:
    day = {"due": "anniversary", "due_month": None, "due_day": None}
    make_policy(**({"clauses": [training(15)], **day} | policy))


def client_of(held: Endorsement) -> Client:
    client = Client()
    client.force_login(held.person.account)
    return client


def recent(held: Endorsement, hours: int, **fields: Any) -> Any:
    return log(held.person, hours=hours, started_on=timezone.localdate() - timedelta(days=20), **fields)


def signed(*held: Endorsement, **more: Any) -> dict[str, Any]:
    signing = signing_of(*held)
    seen = "\n".join(f"{number}\t{due}\t{policy}" for number, (due, policy) in signing.seen.items())
    boxes = {f"agreed-{digest[:12]}": digest for digest in signing.agreed}
    return {
        "number": [one.number for one in held],
        "typed_name": "Ina Applicant",
        "seen": seen,
        **boxes,
        **more,
    }


def test_while_the_clock_is_held_for_everybody_the_holder_reads_it():
    held = make_held()
    anniversary()
    client, today = client_of(held), timezone.localdate()
    pages = (f"/apply/endorsements/{held.number}/", reverse("endorsement:renew", args=[held.number]))
    for page in pages:
        assert "holds all dates" not in client.get(page).text
    by = make_coordinator(held.association)
    hold_clock(
        association=held.association, by=by, until=today + timedelta(days=9), reason="A storm", today=today
    )
    last = date_format(today + timedelta(days=9), "j F Y")
    for page in pages:
        text = client.get(page).text
        assert f"holds all dates of renewal: until {last} nothing lapses." in text
        assert "A storm" not in text
    let_clock_go(association=held.association, by=by, today=today)
    for page in pages:
        assert "holds all dates" not in client.get(page).text


def test_what_is_missing_is_named_and_leads_to_where_it_is_added():
    anniversary()
    held = make_held()
    recent(held, 10)
    page = client_of(held).get(f"/apply/renewals/{held.number}/").content.decode()
    assert "10 of 15 hours" in page
    assert f"/apply/portfolio/training/add/?back={held.number}" in page
    assert "Go on to sign" not in page
    answer = client_of(held).get(f"/apply/renewals/{held.number}/check/")
    assert answer.status_code == 302


def test_from_adding_what_is_missing_to_the_receipt():
    anniversary(fee="30")
    held = make_held()
    client = client_of(held)
    added = client.post(
        f"/apply/portfolio/training/add/?back={held.number}",
        {
            "title": "Watching babies",
            "organization": "Aloha",
            "started_on": timezone.localdate().isoformat(),
            "hours": "15",
        },
    )
    assert added.headers["Location"] == f"/apply/renewals/{held.number}/"
    assert "Go on to sign" in client.get(added.headers["Location"]).content.decode()
    page = client.get(f"/apply/renewals/{held.number}/check/").content.decode()
    assert "$30.00" in page
    assert "I keep to the code of ethics." in page
    sent = client.post(f"/apply/renewals/{held.number}/check/", signed(held))
    renewal = Renewal.objects.get()
    assert (sent.status_code, sent.headers["Location"]) == (302, f"/apply/receipts/{renewal.pk}/")
    receipt = client.get(sent.headers["Location"]).content.decode()
    assert renewal.receipt in receipt
    assert "Watching babies" in receipt
    assert "signed by Ina Applicant" in receipt
    assert held.fees.get().label == "Renewal"
    page = client.get(f"/apply/endorsements/{held.number}/").content.decode()
    assert "You can renew from" in page


def test_pressing_twice_leads_to_the_receipt():
    anniversary(clauses=[])
    held = make_held()
    client, data = client_of(held), signed(held)
    first = client.post(f"/apply/renewals/{held.number}/check/", data)
    again = client.post(f"/apply/renewals/{held.number}/check/", data)
    assert again.headers["Location"] == first.headers["Location"]
    assert Renewal.objects.count() == 1


def test_the_page_of_an_endorsement_leads_to_its_receipts_and_does_not_offer_to_renew_too_early():
    anniversary(clauses=[])
    held = make_held()
    client, address = client_of(held), f"/apply/endorsements/{held.number}/"
    before = client.get(address).content.decode()
    assert "See what is asked for, and renew" in before
    assert "/apply/receipts/" not in before
    client.post(f"/apply/renewals/{held.number}/check/", signed(held))
    after = client.get(address).content.decode()
    assert f"/apply/receipts/{Renewal.objects.get().pk}/" in after
    assert "See what is asked for</a>" in after


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"typed_name": ""}, "Type your name to sign."),
        ({"typed_name": "Otto Other"}, "Sign with that name."),
        ({"number": []}, "Tick what you want to renew."),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_typed_is_lost(change, words):
    anniversary(clauses=[])
    held = make_held()
    data = {**signed(held), **change}
    answer = client_of(held).post(f"/apply/renewals/{held.number}/check/", data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert page.count(" checked") >= 2
    assert escape(data["typed_name"]) in page
    assert not Renewal.objects.filter(state="renewed").exists()


def test_a_statement_that_is_not_agreed_to_is_named():
    anniversary(clauses=[])
    held = make_held()
    data = {name: value for name, value in signed(held).items() if not name.startswith("agreed-")}
    page = client_of(held).post(f"/apply/renewals/{held.number}/check/", data).content.decode()
    assert "Tick the box to say that you agree: Code of Ethics." in page


def test_errors_are_listed_in_the_order_of_the_page():
    anniversary(clauses=[])
    held = make_held()
    data = {name: value for name, value in signed(held).items() if not name.startswith("agreed-")}
    page = client_of(held).post(f"/apply/renewals/{held.number}/check/", data | {"typed_name": ""}).text
    summary, form = page.partition("error-summary")[2].split("</div>", 1)
    named = re.findall(r'href="#([^"]+)"', summary)
    assert len(named) == 3
    assert named[-1] == "id_typed_name"
    places = [form.index(f'id="{one}"') for one in named]
    assert places == sorted(places)


def test_other_words_than_were_read_are_shown_again():
    anniversary(clauses=[])
    held = make_held()
    data = signed(held, **{"agreed-000000000000": "0" * 64})
    answer = client_of(held).post(f"/apply/renewals/{held.number}/check/", data)
    assert answer.status_code == 409
    assert "A statement has changed" in answer.content.decode()
    assert "Ina Applicant" in answer.content.decode()


def test_what_is_due_on_the_same_day_is_renewed_on_one_page():
    anniversary(clauses=[training(15)])
    one = make_held("IFS")
    other = make_held("ECFS", granted_on=one.granted_on - timedelta(days=1))
    recent(one, 15)
    client = client_of(one)
    page = client.get(f"/apply/renewals/{one.number}/").content.decode()
    assert one.number in page
    assert other.number in page
    client.post(f"/apply/renewals/{one.number}/check/", signed(one, other))
    assert Renewal.objects.filter(state="renewed").count() == 2


def test_where_hours_are_not_shared_it_is_chosen_what_each_counts_for():
    anniversary(shares_hours=False)
    one, other = make_held("IFS"), make_held("ECFS")
    entry = recent(one, 15)
    client = client_of(one)
    page = client.get(f"/apply/renewals/{one.number}/").content.decode()
    assert "Each activity counts for one endorsement; choose which." in page
    client.post(f"/apply/renewals/{one.number}/", {"entry": str(entry.pk), "counted_for": other.number})
    page = client.get(f"/apply/renewals/{one.number}/check/").content.decode()
    assert f'value="{other.number}"' in page
    assert f'value="{one.number}"' not in page


@pytest.mark.parametrize("sent", ["", "\0", "AIMH-HI-2026-99999"])
def test_nothing_is_counted_for_what_is_not_theirs(sent):
    anniversary(shares_hours=False)
    one = make_held("IFS")
    entry = recent(one, 15)
    answer = client_of(one).post(
        f"/apply/renewals/{one.number}/", {"entry": str(entry.pk), "counted_for": sent}, follow=True
    )
    assert "Choose one of your endorsements." in answer.content.decode()
    assert not entry.counted_for.exists()


def test_a_question_on_which_hours_depend_is_answered_on_the_page():
    gives = Extra(Decimal(3), "rsc", "giving supervision", "you give supervision", "gives")
    anniversary(clauses=[training(12, extras=(gives,))])
    held = make_held()
    recent(held, 12)
    client = client_of(held)
    page = client.get(f"/apply/renewals/{held.number}/").content.decode()
    assert "Does this apply to you: you give supervision?" in page
    assert "Go on to sign" not in page
    client.post(f"/apply/renewals/{held.number}/", {"question-gives": "no"})
    assert "Go on to sign" in client.get(f"/apply/renewals/{held.number}/").content.decode()


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (200, "You can renew from"),
        (30, "You can renew now."),
        (-10, "still renew, late, until"),
        (-50, "still renew, late, until it lapses."),
    ],
)
def test_the_page_says_whether_it_is_time(days, words):
    anniversary(clauses=[], late_fee="25")
    held = make_held(days=days)
    page = client_of(held).get(f"/apply/renewals/{held.number}/").content.decode()
    assert words in page
    assert ("Go on to sign" in page) is (days < 91)
    assert ("$25.00 because it is late" in page) is (days < 0)


def test_a_lapsed_one_says_that_it_comes_back_first():
    anniversary(clauses=[])
    held = make_held(state="inactive", inactive_reason="lapsed")
    page = client_of(held).get(f"/apply/renewals/{held.number}/").content.decode()
    assert "(Not renewed), so it is not renewed now." in page
    assert f"/apply/endorsements/{held.number}/" in page


def test_a_sanction_between_the_page_and_the_press():
    anniversary(clauses=[])
    held = make_held()
    data = signed(held)
    row = lock(Endorsement).get(pk=held.pk)
    to = {"state": "inactive", "inactive_reason": "sanction"}
    apply_move(row, "sanctioned", by=None, role="coordinator", changes=to)
    answer = client_of(held).post(f"/apply/renewals/{held.number}/check/", data, follow=True)
    assert "Sanction by a licensing board" in answer.content.decode()
    assert not Renewal.objects.exists()


def test_drawn_for_the_audit_the_page_says_what_it_waits_for():
    anniversary(clauses=[])
    held = make_held()
    Renewal.objects.filter(pk=open_renewal(endorsement=held.pk).pk).update(audited=True)
    client = client_of(held)
    page = client.post(f"/apply/renewals/{held.number}/check/", signed(held), follow=True).content.decode()
    assert "this one was drawn" in page


def test_one_that_waits_for_a_fee_says_which_and_nothing_of_an_audit():
    anniversary(clauses=[], fee=Decimal(75), settled_first=True)
    held = make_held()
    client = client_of(held)
    page = client.post(f"/apply/renewals/{held.number}/check/", signed(held), follow=True).content.decode()
    assert Renewal.objects.get().state == "submitted"
    fee = held.fees.get()
    assert f"We have received it. A fee is settled first: {fee.label}, {fee.price}." in page
    assert "drawn" not in page


def test_nobody_sees_somebody_elses():
    anniversary(clauses=[])
    held = make_held()
    client_of(held).post(f"/apply/renewals/{held.number}/check/", signed(held))
    stranger = Client()
    stranger.force_login(make_person("other@example.org").account)
    for place in (
        f"renewals/{held.number}/",
        f"renewals/{held.number}/check/",
        f"receipts/{Renewal.objects.get().pk}/",
    ):
        assert stranger.get(f"/apply/{place}").status_code == 404


def test_one_fee_for_all_is_named_once():
    anniversary(clauses=[], fee=Decimal(30), one_fee=True)
    held = make_held()
    make_held("IFA", person=held.person)
    for place in ("", "check/"):
        page = client_of(held).get(f"/apply/renewals/{held.number}/{place}").content.decode()
        assert page.count("Fee: $30.00, once for all that you renew by that day.") == 1
