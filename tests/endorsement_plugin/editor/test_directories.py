"""A directory of members, and a licensing page that takes enquiries."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from wagtail.test.utils.form_data import rich_text, streamfield

from endorsement_plugin.enquiries.actions import forget_enquiries, mark_answered
from endorsement_plugin.errors import NotAllowed
from endorsement_plugin.models import Enquiry, Mail
from endorsement_plugin.pages.models import DirectoryPage, LicensingPage
from tests.endorsement_plugin.editor.desk import Data, Editor
from tests.factories.credentials import make_association
from tests.factories.people import make_coordinator

pytestmark = pytest.mark.django_db

ELSEWHERE = "<p>You can apply directly with us.</p>"


@pytest.fixture
def editor() -> Editor:
    return Editor()


def member(name: str, places: str, begin: str = "", end: str = "", country: str = "United States") -> Any:
    website = f"https://{name.lower()}.example.org"
    value = {"name": name, "country": country, "places": places, "website": website}
    return "member", {**value, "licensed_from": begin, "licensed_until": end}


def directory_data(*members: Any) -> Data:
    return {
        "title": "Members",
        "slug": "members",
        "intro": rich_text("<p>Who grants it.</p>"),
        "elsewhere": rich_text(ELSEWHERE),
        "members": streamfield(list(members)),
    }


def make_directory(editor: Editor, *members: Any) -> Any:
    return editor.create(DirectoryPage, editor.home, directory_data(*members))


def read(url: str, **query: str) -> str:
    response = Client().get(url, query)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.fixture
def page(editor: Editor) -> Any:
    return make_directory(
        editor,
        member("Islands", "Hawai‘i", day(-400)),
        member("Rivers", "North Shire\nSouth Shire", country="Shires"),
        member("Ended", "Oldland", day(-900), day(-1)),
        member("Coming", "Newland", day(30)),
    )


@pytest.mark.parametrize(
    ("typed", "said", "unsaid"),
    [
        ("hawaii", "In Hawai‘i this association grants the endorsement", "apply directly with us"),
        ("SOUTH SHIRE", "https://rivers.example.org", "apply directly with us"),
        ("Utah", "apply directly with us", "Did you mean"),
        ("Oldland", "Not at the moment in Oldland", "this association grants"),
        ("Newland", "The license of Coming begins on", "this association grants"),
        ("shire", "Did you mean one of these?", "this association grants"),
        ('"><script>', "serves “&quot;&gt;&lt;script&gt;”", "<script>”"),
    ],
)
def test_where_one_lives_leads_to_the_association_or_to_the_direct_pathway(
    page: Any, typed: str, said: str, unsaid: str
) -> None:
    html = read(page.url, place=typed)
    answer = html.partition('id="answer"')[2].partition("</section>")[0]
    assert said in answer
    assert unsaid not in answer


def test_a_license_holds_on_its_first_and_on_its_last_day(editor: Editor) -> None:
    page = make_directory(editor, member("One", "Oneland", day(0), day(0)))
    assert "this association grants" in read(page.url, place="Oneland")


def test_all_members_are_listed_by_country_with_their_license(page: Any) -> None:
    html = read(page.url)
    assert "All 4 members" in html
    assert html.index("Shires") < html.index("United States")
    assert '<th scope="row">North Shire, South Shire</th>' in html
    assert html.count("Not in force") == 2
    rows = [row.partition("</tr>")[0] for row in html.split("<tr>")]
    assert ["Rivers" in row for row in rows if "Dates not known" in row] == [True]


def test_two_members_cannot_serve_one_place_at_one_time(editor: Editor) -> None:
    form = make_directory(
        editor,
        member("First", "Hawai‘i", day(-10), day(10)),
        member("Second", "HAWAII", day(10)),
        member("Third", "Nowhere", day(5), day(1)),
    )
    (error,) = form.errors["members"].as_data()
    assert "First grants it there already" in error.block_errors[1].block_errors["places"].messages[0]
    assert error.block_errors[2].block_errors["licensed_until"].messages == [
        "The license ends before it begins."
    ]
    page = make_directory(
        editor, member("First", "Hawai‘i", day(-10), day(9)), member("Second", "HAWAII", day(10))
    )
    assert isinstance(page, DirectoryPage)
    assert "First" in read(page.url, place="hawaii")


def licensing_data() -> Data:
    fee = {"what": "First year", "amount": "$1,500", "note": "On signing"}
    return {
        "title": "License it",
        "slug": "license",
        "intro": rich_text("<p>For associations.</p>"),
        "fees": streamfield([("fee", fee)]),
        "body": rich_text("<p>Ask us.</p>"),
    }


@pytest.fixture
def licensing(editor: Editor) -> Any:
    cache.clear()
    page = editor.create(LicensingPage, editor.home, licensing_data())
    assert isinstance(page, LicensingPage), page.errors
    return page


WRITTEN = {
    "name": "Ines Inquirer",
    "email": "ines@example.org",
    "organization": "Hill AIMH",
    "place": "Hill Country",
    "message": "What does it\ncost?",
    "trap": "",
}


def test_fees_are_shown_as_they_were_written(licensing: Any) -> None:
    html = read(licensing.url)
    assert '<th scope="row">First year</th><td data-label="Fee">$1,500</td>' in html


def test_an_enquiry_reaches_a_person_by_mail_and_in_the_list(licensing: Any, editor: Editor) -> None:
    visitor = Client()
    response = visitor.post(licensing.url, WRITTEN, follow=True)
    assert "Your message has reached" in response.text
    mail = Mail.objects.get()
    assert mail.to == editor.association.email
    assert mail.subject == "Enquiry from Ines Inquirer: License it"
    for words in ["ines@example.org", "What does it\ncost?", "Hill Country"]:
        assert words in mail.body
    desk = Client()
    desk.force_login(make_coordinator(editor.association))
    assert "Ines Inquirer" in desk.get("/admin/endorsement/enquiries/").text
    enquiry = Enquiry.objects.get()
    address = f"/admin/endorsement/enquiries/{enquiry.pk}/"
    assert "What does it<br>cost?" in desk.get(address).text
    assert desk.post(address).status_code == 302
    enquiry.refresh_from_db()
    assert enquiry.answered_at
    assert "Mark as answered" not in desk.get(address).text


def test_a_message_is_said_to_have_arrived_once_and_only_to_its_writer(licensing: Any) -> None:
    visitor = Client()
    assert "has reached" in visitor.post(licensing.url, WRITTEN, follow=True).text
    assert "has reached" not in visitor.get(licensing.url).text
    for address in [licensing.url, f"{licensing.url}?sent"]:
        assert "has reached" not in Client().get(address).text


def test_the_same_again_is_one(licensing: Any) -> None:
    for _ in range(2):
        Client().post(licensing.url, WRITTEN)
    assert (Enquiry.objects.count(), Mail.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"email": ""}, "Enter your e-mail address"),
        ({"email": "ines"}, "Enter an e-mail address, as in"),
        ({"name": "\u200b"}, "Enter your name."),
        ({"name": "See https://spam.example"}, "A name cannot hold a link."),
        ({"message": "  "}, "Write what you would like to know."),
        ({"message": "x" * 4001}, "4,001 characters, 1 too many"),
        ({"trap": "cheap pills"}, "it is there to catch programs"),
    ],
)
def test_what_is_refused_is_said_and_all_that_was_typed_stays(
    licensing: Any, changed: dict[str, str], words: str
) -> None:
    written = WRITTEN | changed
    response = Client().post(licensing.url, written)
    assert response.status_code == 422
    assert words in response.text
    form = response.context["form"]
    assert {name: form[name].value() for name in WRITTEN} == written
    assert not Enquiry.objects.exists()
    assert not Mail.objects.exists()


def test_who_writes_too_often_waits_and_keeps_the_text(licensing: Any) -> None:
    visitor = Client()
    sent = [visitor.post(licensing.url, WRITTEN | {"message": f"Question {n}"}) for n in range(6)]
    assert [one.status_code for one in sent] == [302] * 5 + [429]
    assert "Your text is still here" in sent[-1].text
    assert "Question 5" in sent[-1].text
    assert Enquiry.objects.count() == 5


def test_it_is_the_enquiry_of_the_association_of_the_site(licensing: Any, editor: Editor) -> None:
    Client().post(licensing.url, WRITTEN)
    other = make_coordinator(make_association("mi-aimh", "mi-aimh.localhost"), email="olga@example.org")
    stranger = Client()
    stranger.force_login(other)
    assert "Ines Inquirer" not in stranger.get("/admin/endorsement/enquiries/").text
    enquiry = Enquiry.objects.get()
    address = f"/admin/endorsement/enquiries/{enquiry.pk}/"
    assert (stranger.get(address).status_code, stranger.post(address).status_code) == (404, 404)
    with pytest.raises(NotAllowed):
        mark_answered(enquiry=enquiry.pk, by=other)
    enquiry.refresh_from_db()
    assert enquiry.answered_at is None


def test_what_was_answered_long_ago_is_forgotten_and_what_waits_stays(editor: Editor) -> None:
    for name, answered in [("waits", None), ("lately", 364), ("long ago", 366)]:
        moment = None if answered is None else timezone.now() - timedelta(days=answered)
        words = {"about": "License", "email": "ines@example.org", "message": "How?", "digest": name}
        Enquiry.objects.create(association=editor.association, name=name, answered_at=moment, **words)
    Enquiry.objects.update(created_at=timezone.now() - timedelta(days=900))
    assert forget_enquiries() == 1
    assert set(Enquiry.objects.values_list("name", flat=True)) == {"waits", "lately"}
