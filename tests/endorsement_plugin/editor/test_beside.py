"""What stands beside a credential: the next dates, an appointment, files and videos."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents.models import Document
from wagtail.models import Collection, GroupCollectionPermission
from wagtail.test.utils.form_data import rich_text, streamfield

from endorsement_plugin.pages.models import CredentialIndexPage, CredentialPage
from tests.endorsement_plugin.editor.desk import Data, Editor, credential_data, make_credential_page
from tests.factories.credentials import make_association

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Editor:
    return Editor(make_association(time_zone="Pacific/Honolulu"))


@pytest.fixture
def credential(editor: Editor) -> CredentialPage:
    return make_credential_page(editor)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first of December in London, still the last of November in Honolulu."""
    moment = datetime(2026, 12, 1, 5, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def read(url: str) -> str:
    response = Client().get(url)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def index_data(**more: Any) -> Data:
    return {
        "title": "Credentials",
        "slug": "credentials",
        "intro": rich_text("<p>All of them.</p>"),
        "windows": streamfield([]),
        "downloads": streamfield([]),
        "appointment": "",
        **more,
    }


def listed(*values: Data) -> Data:
    """A list of structs as posted."""
    item = {"type": "item", "deleted": ""}
    items = {str(n): {**item, "value": value, "order": str(n)} for n, value in enumerate(values)}
    return {"count": str(len(values)), **items}


MONTHLY = ("monthly", {"day": "31"})
FRIDAYS = ("first_weekday", {"weekday": "4"})
QUARTERS = ("fixed", {"days": listed({"day": "15", "month": "1"}, {"day": "15", "month": "7"})})
COHORT = ("cohort", {"months": "12", "starts": listed("2027-03-01", "2020-01-01")})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (("always", {}), ["You can submit on any day of the year."]),
        (MONTHLY, ["by the last day of each month", "Monday, 30 November 2026", "31 December 2026"]),
        (FRIDAYS, ["first Friday of each month", "4 December 2026", "Honolulu time (HST)"]),
        (QUARTERS, ["15 January or 15 July of each year", "15 January 2027", "15 July 2027"]),
        (COHORT, ["12 months from its start", "1 March 2027", "submit until", "1 March 2028"]),
        (
            ("cohort", {"months": "3", "starts": listed("2020-01-01")}),  # type: ignore[arg-type]
            ["The next dates are not known yet."],
        ),
    ],
)
def test_the_next_dates_are_days_of_the_association(
    editor: Editor, credential: CredentialPage, now: None, window: Any, words: list[str]
) -> None:
    index = editor.change(credential.get_parent().specific, index_data(windows=streamfield([window])))
    assert isinstance(index, CredentialIndexPage), index.errors
    for html in (read(credential.url), read(index.url)):
        assert [one for one in words if one not in html] == []


def test_a_credential_can_have_dates_of_its_own(
    editor: Editor, credential: CredentialPage, now: None
) -> None:
    editor.change(credential.get_parent().specific, index_data(windows=streamfield([MONTHLY])))
    page = editor.change(credential, credential_data(windows=streamfield([QUARTERS])))
    html = read(page.url)
    assert "15 January or 15 July" in html
    assert "last day of each month" not in html


def test_only_the_months_that_were_ticked(credential: CredentialPage, now: None) -> None:
    block = {"type": "first_weekday", "value": {"weekday": "4", "months": ["1", "3"]}}
    credential.windows = CredentialPage._meta.get_field("windows").stream_block.to_python([block])
    credential.save_revision().publish()
    html = read(credential.url)
    assert "first Friday of January or March" in html
    assert "1 January 2027" in html
    assert "5 March 2027" in html


def test_a_draft_without_its_days_can_be_looked_at(credential: CredentialPage) -> None:
    block = {"type": "fixed", "value": {"days": []}}
    credential.windows = CredentialPage._meta.get_field("windows").stream_block.to_python([block])
    credential.save()  # as an import may write it
    assert "The next dates are not known yet." in read(credential.url)


def test_without_dates_nothing_is_said_of_them(credential: CredentialPage) -> None:
    assert "When to submit" not in read(credential.url)


@pytest.mark.parametrize(
    ("window", "place", "words"),
    [
        (("monthly", {"day": "0"}), "day", "from 1 to 31"),
        (("monthly", {"day": "32"}), "day", "from 1 to 31"),
        (("fixed", {"days": listed({"day": "31", "month": "4"})}), "days", "no such day"),
        (("fixed", {"days": listed()}), "days", "Name at least one day."),
        (("cohort", {"months": "0", "starts": listed("2027-03-01")}), "months", "from 1 to 60"),  # type: ignore[arg-type]
    ],
)
def test_dates_that_cannot_be_are_refused_beside_their_cause(
    editor: Editor, credential: CredentialPage, window: Any, place: str, words: str
) -> None:
    form = editor.change(credential, credential_data(windows=streamfield([window])))
    (error,) = form.errors["windows"].as_data()
    assert words in error.block_errors[0].block_errors[place].messages[0]
    assert form.data["title"] == "Infant Family Specialist"


@pytest.mark.parametrize(
    ("address", "taken"),
    [
        ("https://calendar.example.org/endorsement", True),
        ("mailto:coordinator@example.org", True),
        ("javascript:alert(1)", False),
        ("calendar.example.org", False),
        ("https://a b", False),
    ],
)
def test_an_appointment_leads_to_an_address(
    editor: Editor, credential: CredentialPage, address: str, taken: bool
) -> None:
    index = credential.get_parent().specific
    changed = editor.change(index, index_data(appointment=address))
    if taken:
        assert f'href="{address}">Ask for an appointment</a>' in read(credential.url)
    else:
        assert "Begin with https:// or mailto:" in str(changed.errors["appointment"])


def make_document(editor: Editor, title: str) -> Document:
    """In a collection that the editor uses."""
    root = Collection.get_first_root_node()
    collection = root.get_children().first() or root.add_child(name="Ours")
    may = Permission.objects.get(codename="choose_document")
    GroupCollectionPermission.objects.get_or_create(
        group=editor.association.editors, collection=collection, permission=may
    )
    file = ContentFile(b"%PDF-1.4 sample", name="guide.pdf")
    document = Document.objects.create(title=title, file=file, collection=collection)
    document.get_file_size()  # as uploading notes it
    return document


def test_files_of_the_credential_come_before_those_of_all_and_each_once(
    editor: Editor, credential: CredentialPage, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    own, shared = make_document(editor, "Own <guide>"), make_document(editor, "For all")
    both = [
        ("download", {"document": str(one.pk), "title": "", "note": "Read first"}) for one in (shared, own)
    ]
    editor.change(credential.get_parent().specific, index_data(downloads=streamfield(both)))
    page = editor.change(credential, credential_data(downloads=streamfield(both[1:])))
    assert isinstance(page, CredentialPage), page.errors
    html = read(credential.url)
    assert html.index(">Own &lt;guide&gt;</a>") < html.index(">For all</a>")
    assert html.count(own.url) == 1
    assert "(PDF, 15 bytes)" in html
    response: Any = Client().get(own.url)
    assert b"".join(list(response)) == b"%PDF-1.4 sample"  # which closes the file
    own.delete()
    assert "Own &lt;guide&gt;" not in read(credential.url)


def with_video(editor: Editor, credential: CredentialPage, address: str) -> tuple[str, str]:
    video = {"title": "What it is", "address": address, "minutes": "3", "text": "In short."}
    page = editor.change(credential, credential_data(videos=streamfield([("video", video)])))
    assert isinstance(page, CredentialPage), page.errors
    html = read(page.url)
    return page.url, html


def test_a_video_loads_nothing_from_elsewhere_before_it_is_asked_for(
    editor: Editor, credential: CredentialPage
) -> None:
    url, html = with_video(editor, credential, "https://www.youtube.com/watch?v=aBc-_123456&list=x")
    assert "<iframe" not in html
    assert "youtube-nocookie.com" not in html
    play = re.search(r'href="(\?video=[^#"]*)#', html)
    assert play
    playing = read(url + play[1])
    assert 'src="https://www.youtube-nocookie.com/embed/aBc-_123456?rel=0"' in playing
    assert "<iframe" not in read(url + "?video=other")
    assert "<iframe" not in read(url + "?video=")


def test_a_video_of_another_site_is_linked_to(editor: Editor, credential: CredentialPage) -> None:
    _, html = with_video(editor, credential, "https://videos.example.org/endorsement")
    assert 'href="https://videos.example.org/endorsement">Watch it on the other site</a>' in html
    assert "Nothing is loaded" not in html


def test_the_policy_lets_the_player_into_the_page_where_it_plays_and_no_other(
    editor: Editor, credential: CredentialPage
) -> None:
    url, html = with_video(editor, credential, "https://vimeo.com/76979871")
    play = re.search(r'href="(\?video=[^#"]*)#', html)
    assert play
    policy = Client().get(url + play[1])["Content-Security-Policy"]
    frames = next(part for part in policy.split(";") if part.strip().startswith("frame-src"))
    assert frames.split() == ["frame-src", "'self'", "https://player.vimeo.com"]
    for elsewhere in (url, f"{url}?video=other", "/accounts/login/"):
        assert "http" not in Client().get(elsewhere)["Content-Security-Policy"]
