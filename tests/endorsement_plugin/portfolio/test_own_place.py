"""My portfolio: added in a few details, copied, narrowed, removed; and many at once."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from endorsement_plugin.models import EvidenceEntry
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_person, make_user
from tests.factories.renewals import log, make_policy

pytestmark = pytest.mark.django_db

ADD = "/apply/portfolio/training/add/"
PASTE = "/apply/portfolio/paste/"


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(make_person().account)
    return client


def mine() -> Any:
    return EvidenceEntry.objects.filter(person=make_person()).order_by("title")


def test_a_new_training_begins_with_today_and_the_last_organization(client):
    log(make_person(), organization="Keiki Center")
    page = client.get(ADD).content.decode()
    assert f'value="{timezone.localdate().isoformat()}"' in page
    assert 'value="Keiki Center"' in page
    assert 'value="Infants"' not in page


def test_four_details_are_enough(client):
    today = timezone.localdate().isoformat()
    sent = {"title": "Play", "organization": "Aloha", "started_on": today, "hours": "1,5"}
    assert client.post(ADD, sent).headers["Location"] == "/apply/portfolio/"
    assert mine().get().hours == Decimal("1.5")
    page = client.get("/apply/portfolio/").content.decode()
    assert "1 of 1 entry: 1.5 hours of training." in page


def test_sent_twice_it_is_added_once(client):
    page = client.get(ADD)
    minted = str(page.context["minted"])
    sent = {
        "title": "Play",
        "organization": "Aloha",
        "started_on": "2026-03-01",
        "hours": "2",
        "entry": minted,
    }
    client.post(ADD, sent)
    client.post(ADD, sent)
    assert mine().count() == 1


def test_what_is_wrong_stands_beside_it(client):
    answer = client.post(ADD, {"title": "Play", "hours": "many"})
    assert answer.status_code == 422
    assert "Enter a number of hours, as in 6 or 2.5." in answer.content.decode()
    assert 'value="many"' in answer.content.decode()


def test_a_copy_is_of_today(client):
    entry = log(make_person(), title="Monthly circle", hours=3)
    page = client.get(f"{ADD}?from={entry.pk}").content.decode()
    assert 'value="Monthly circle"' in page
    assert 'value="3"' in page
    assert f'value="{timezone.localdate().isoformat()}"' in page


def test_nobody_copies_or_changes_somebody_elses(client):
    theirs = log(make_person("other@example.org"), title="Theirs")
    assert "Theirs" not in client.get(f"{ADD}?from={theirs.pk}").content.decode()
    assert client.get(f"/apply/portfolio/{theirs.pk}/").status_code == 404
    assert client.post(f"/apply/portfolio/{theirs.pk}/remove/").status_code == 404


def test_an_entry_is_changed_and_removed(client):
    entry = log(make_person())
    sent = {
        "title": "Better",
        "organization": "Aloha",
        "started_on": "2026-05-10",
        "hours": "6",
        "revision": 1,
    }
    client.post(f"/apply/portfolio/{entry.pk}/", sent)
    assert mine().get().title == "Better"
    assert "Remove this training?" in client.get(f"/apply/portfolio/{entry.pk}/remove/").content.decode()
    client.post(f"/apply/portfolio/{entry.pk}/remove/", {"revision": 2})
    assert not mine().exists()


def test_what_was_changed_elsewhere_is_not_removed_unseen(client):
    entry = log(make_person(), revision=3)
    answer = client.post(f"/apply/portfolio/{entry.pk}/remove/", {"revision": 2})
    assert answer.status_code == 409
    assert mine().exists()


def test_it_is_narrowed_by_kind_and_by_period(client):
    make_policy()
    held = make_endorsement()
    person, today = held.person, timezone.localdate()
    held.granted_on, held.renewal_due = today - timedelta(days=900), today + timedelta(days=30)
    held.save()
    log(person, title="New", hours=2, started_on=today)
    log(person, title="Old", hours=3, started_on=today - timedelta(days=800))
    log(person, "supervision", title="Together", hours=4, started_on=today, ended_on=today)
    page = client.get(f"/apply/portfolio/?period={held.number}").content.decode()
    assert "2 of 3 entries: 2 hours of training, 4 hours of reflective supervision." in page
    page = client.get("/apply/portfolio/?kind=training").content.decode()
    assert "2 of 3 entries: 5 hours of training." in page


def test_who_has_no_portfolio_sees_none():
    client = Client()
    client.force_login(make_user("new@example.org"))
    assert "Nothing logged yet" in client.get("/apply/portfolio/").content.decode()
    assert client.get(ADD).status_code == 404


ROWS = "Training\tProvider\tDate\tHours\nPlay\tAloha\t3/1/2026\t2.5\nSleep\tAloha\t03/02/2026\t1,5\n"


def test_pasted_rows_are_shown_first_and_then_added_together(client):
    page = client.post(PASTE, {"kind": "training", "text": ROWS, "do": "read"}).content.decode()
    assert "2 of 2 can be added." in page
    assert not mine().exists()
    assert client.post(PASTE, {"kind": "training", "text": ROWS, "do": "add"}).status_code == 302
    said = [(one.title, str(one.started_on), one.hours) for one in mine()]
    assert said == [("Play", "2026-03-01", Decimal("2.5")), ("Sleep", "2026-03-02", Decimal("1.5"))]


def test_again_they_add_nothing(client):
    sent = {"kind": "training", "text": ROWS, "do": "add"}
    client.post(PASTE, sent)
    answer = client.post(PASTE, sent, follow=True)
    assert "0 entries added." in answer.content.decode()
    assert mine().count() == 2
    page = client.post(PASTE, {**sent, "do": "read"}).content.decode()
    assert "0 of 2 can be added. 2 are there already." in page


def test_a_problem_stands_beside_its_row_and_only_that_row_is_left(client):
    text = ROWS + "Bad\tAloha\tyesterday\tmany\n"
    page = client.post(PASTE, {"kind": "training", "text": text, "do": "read"}).content.decode()
    assert "2 of 3 can be added. 1 has a problem." in page
    assert "Date: Enter a date, as in 2024-03-31." in page
    assert "Hours: Enter a number of hours, as in 6 or 2.5." in page
    answer = client.post(PASTE, {"kind": "training", "text": text, "do": "add"})
    left = answer.content.decode()
    assert answer.status_code == 422
    assert mine().count() == 2
    assert "Bad\tAloha\tyesterday\tmany" in left
    assert "Play\tAloha" not in left
    assert "2 entries added." in left


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Play,Aloha,2026-03-01,2", ("Play", "Aloha", "2026-03-01", "2")),
        ('"Play, and sleep",Aloha,"March 1, 2026",2', ("Play, and sleep", "Aloha", "2026-03-01", "2")),
        ("Spiel;Aloha;31.3.2026;1,5", ("Spiel", "Aloha", "2026-03-31", "1.5")),
        ("2026-03-01\t2\tPlay\tAloha", ("Play", "Aloha", "2026-03-01", "2")),
        ("שינה\tאלוהה\t1 March 2026\t2", ("שינה", "אלוהה", "2026-03-01", "2")),
        ("Play\tAloha\t25/3/2026\t2\nSleep\tAloha\t5/3/2026\t2", ("Play", "Aloha", "2026-03-25", "2")),
        ("\ufeffPlay\tAloha\t3/1/26\t2\r\n\r\n", ("Play", "Aloha", "2026-03-01", "2")),
    ],
)
def test_columns_are_guessed_however_they_stand(client, text, expected):
    client.post(PASTE, {"kind": "training", "text": text, "do": "add"})
    title, organization, day, hours = expected
    row = mine().get(title=title)
    assert (row.organization, str(row.started_on), row.hours) == (organization, day, Decimal(hours))
    assert all(one.started_on.month == 3 for one in mine())


def test_a_guess_is_corrected(client):
    text = "Aloha\tPlay\t2026-03-01\t2"
    chosen = {"column-0": "organization", "column-1": "title"}
    client.post(PASTE, {"kind": "training", "text": text, "do": "add", **chosen})
    assert mine().get().title == "Play"


def test_a_file_is_read_as_well_and_what_cannot_be_is_said(client):
    good = SimpleUploadedFile(
        "t.csv", "Title,Given by,Date,Hours\nJeu é,Aloha,2026-03-01,2\n".encode("cp1252")
    )
    page = client.post(PASTE, {"kind": "training", "file": good, "do": "read"}).content.decode()
    assert "1 of 1 can be added." in page
    assert "Jeu é" in page
    bad = SimpleUploadedFile("t.xlsx", b"PK\x03\x04\x00\x00")
    answer = client.post(PASTE, {"kind": "training", "file": bad, "do": "read"})
    assert answer.status_code == 422
    assert "Save it as CSV" in answer.content.decode()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Paste at least one row"),
        ("Training\tHours\n", "Paste at least one row"),
        ("x\t1\n" * 501, "These are 501 rows. Paste 500 at a time."),
    ],
)
def test_nothing_and_too_much_are_said(client, text, words):
    answer = client.post(PASTE, {"kind": "training", "text": text, "do": "read"})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_likely_slip_is_kept_out_unless_it_is_meant(client):
    text = "Play\tAloha\t2026-03-01\t25"
    sent = {"kind": "training", "text": text, "do": "add"}
    answer = client.post(PASTE, sent)
    assert "25 hours in 1 day: there are 24." in answer.content.decode()
    assert not mine().exists()
    client.post(PASTE, {**sent, "confirmed": "yes"})
    assert mine().count() == 1
