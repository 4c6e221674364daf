"""What stands on the pages of those who score, and of those who have no business there."""

import re
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from review_queue.models import Item
from tests.factories.credentials import make_association
from tests.house_code import ROOT
from tests.journeys import canaries
from tests.journeys.leaks.catalogue import asks
from tests.journeys.leaks.world import MARKS, ROLES, THEN, Untouched, World, own_pages, read

pytestmark = [pytest.mark.long, pytest.mark.django_db]

LINK = re.compile(r'(?:href|src|action|hx-[a-z]+|data-[a-z-]+)="([^"]*)"')
OPENS = {"assigned": 7, "unassigned": 2, "coordinator": 6, "superuser": 0}
"""How many pages of the queue each role gets, at the least: lists, own answers, own history."""


def text_of(pages: dict[str, bytes]) -> str:
    return "\n".join(page.decode() for page in pages.values())


@asks("links", "titles", "ids")
def test_nothing_but_own_codes(world: World, untouched: Untouched, subtests: pytest.Subtests):
    """Identity, the item's own ids, the code of the other reviewer, what the other wrote."""
    for role in ROLES:
        with subtests.test(role):
            nothing_but_own(world, role, untouched.own_pages(role))


def nothing_but_own(world: World, role: str, pages: dict[str, bytes]) -> None:
    assert len(pages) >= OPENS[role]
    text = text_of(pages)
    other = {"assigned": world.others, "coordinator": world.own}
    hidden = {one.code for one in (world.own, world.others) if one != world.of(role)} | world.secrets
    written = {"assigned": MARKS[2:], "coordinator": MARKS[:2]}.get(role, MARKS)
    assert not canaries.found_in(text)
    assert not [secret for secret in (*hidden, *written) if secret in text]
    if role in other:
        assert other[role].reviewer.user.email not in text
        assert "I wait with the baby" in text


@asks("links", "titles", "viewers")
def test_links_lead_nowhere_else(world: World, untouched: Untouched):
    """To no other host, and below the queue to the own code only."""
    for role, page in pages_of_scorers(untouched.own_pages):
        own = world.of(role)
        assert own is not None
        for link in LINK.findall(page):
            assert not re.match(r"(?:https?:)?//", link), link
            if re.search(r"/review/(?:answer|staff)/", link):
                assert own.code in link


def pages_of_scorers(pages_of: Callable[[str], dict[str, bytes]]) -> Iterator[tuple[str, str]]:
    """Every page of the two who score, headers first."""
    for role in ("assigned", "coordinator"):
        for page in pages_of(role).values():
            yield role, page.decode()


@asks("titles", "viewers")
def test_a_page_is_titled_by_its_code_and_tells_no_other_site_where_one_was(world: World):
    client = world.client("assigned")
    response = client.get(world.own.get_absolute_url())
    html = response.content.decode()
    assert re.findall(r"<title>([^<·]+) ·", html) == [f"Answer {world.own.code}"]
    crumbs = re.search(r'aria-label="Breadcrumb">(.*?)</nav>', html, re.DOTALL)
    assert crumbs
    assert re.sub(r"<[^>]+>|\s", "", crumbs[1]) == f"Yourreviews{world.own.code}"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert not re.search(r"https?:|\*|unsafe", policy)


@asks("payloads")
def test_nothing_is_hidden_in_the_markup(untouched: Untouched):
    """No comment, no data for a script, no hidden field but the version and which mention is selected."""
    for _, html in pages_of_scorers(untouched.own_pages):
        assert "<!--" not in html
        assert "<datalist" not in html
        assert not re.search(r"<script[^>]*type=", html)
        assert not re.search(r"<script(?![^>]*\bsrc=)", html)
        assert set(re.findall(r'type="hidden" name="([^"]*)"', html)) <= {
            "csrfmiddlewaretoken", "version", "note-turn"
        }  # fmt: skip


@asks("payloads", "early marks")
def test_a_form_starts_with_what_one_has_written_oneself(world: World):
    """The same text from the same address, for whoever signs in: there is no draft of the item."""
    for role, mine in (("assigned", MARKS[:2]), ("coordinator", MARKS[2:])):
        own = world.of(role)
        assert own is not None
        html = read(world.client(role), own.get_absolute_url()).decode()
        assert [word for word in MARKS if word in html] == list(mine)


@asks("headers", "caches", "disposition")
def test_headers_say_nothing_and_no_cache_keeps_the_page(untouched: Untouched):
    for _, page in pages_of_scorers(untouched.own_pages):
        _, *lines = page.partition("<!doctype")[0].strip().splitlines()
        head = dict(line.split(": ", 1) for line in lines)
        assert head["Content-Type"] == "text/html; charset=utf-8"
        assert {"no-store", "private", "no-cache"} <= set(head["Cache-Control"].split(", "))
        assert not {"ETag", "Last-Modified", "Content-Disposition", "Age", "Server-Timing"} & set(head)


@asks("caches")
def test_scripts_keep_nothing_in_the_browser():
    """Neither ours nor, by its settings, htmx: it would keep pages if they were pushed into the history.

    One script keeps what somebody typed themselves, in their tab, until it is stored.
    """
    ours = list((ROOT / "review_queue").rglob("*.js"))
    assert ours
    for file in ours:
        found = re.findall(
            r"localStorage|sessionStorage|indexedDB|document\.cookie|caches\.", file.read_text()
        )
        assert set(found) <= ({"sessionStorage"} if file.name == "keeping.js" else set()), file
    clearance = (ROOT / "review_queue/templates/review_queue/staff/clearance.html").read_text()
    assert set(re.findall(r"data-kept[^ >]*", clearance)) == {'data-kept="memory"'}
    for file in (ROOT / "review_queue").rglob("*.html"):
        assert "hx-push-url" not in file.read_text(), file


@asks("caches")
def test_nobody_else_is_told_of_an_error_or_counts_visits():
    """No other server's tracking, pictures of people or content network is set up."""
    names = " ".join([*settings.INSTALLED_APPS, *settings.MIDDLEWARE]).lower()
    assert not re.search(r"sentry|rollbar|newrelic|analytics|silk|debug_toolbar", names)
    assert settings.WAGTAIL_GRAVATAR_PROVIDER_URL is None
    assert settings.STATIC_URL == "/static/"
    assert finders.find("review_queue/desk.js")


@asks("times", "locale")
def test_no_page_says_when_it_was_written_or_in_which_language(world: World):
    Item.objects.filter(pk=world.item.pk).update(language="haw")
    text = "".join(page for _, page in pages_of_scorers(partial(own_pages, world)))
    assert str(THEN.year) not in text
    assert "haw" not in re.findall(r'lang="([^"]*)"', text)
    assert set(re.findall(r'<html lang="([^"]*)"', text)) <= {"en"}


@asks("search", "filters")
def test_a_question_in_the_address_changes_nothing(world: World):
    """There is no search, filter or sort on these pages to ask with."""
    questions = [{name: needle} for name in ("q", "search", "order", "o") for needle in canaries.NEEDLES[:2]]
    for role in ROLES:
        client = world.client(role)
        for address in (reverse("review_queue:queue"), reverse("review_queue:history")):
            answers = {read(client, address, **question) for question in questions}
            assert answers == {read(client, address)}


@asks("site identity")
def test_the_frame_is_that_of_the_site_one_came_to(world: World):
    """Not that of the association whose candidate it is: the same page under both names of the server."""
    other = make_association("mi-aimh", "mi-aimh.localhost")
    client = world.client("assigned")
    html = client.get(world.own.get_absolute_url(), headers={"host": "mi-aimh.localhost"}).content.decode()
    association = world.sitting.application.association
    assert other.short_name in html
    for name in (association.name, association.short_name, association.email, world.item.pool.name):
        assert name not in html


@asks("small class", "rarity", "aggregates")
def test_pages_name_no_category_and_count_no_candidates(world: World, untouched: Untouched):
    """What is applied for, who else applies, and what the reviewer must hold stay unsaid."""
    details = reverse("review_queue:details")
    pages = {url: page for url, page in untouched.own_pages("assigned").items() if url != details}
    text = text_of(pages)
    credential = world.sitting.application.credential
    assert credential.name not in text
    assert credential.code not in text
    assert not re.search(r"\d+ (?:of|candidates|answers)", re.sub(r"<[^>]+>", "", text))


@asks("api", "new state")
def test_the_api_has_no_word_of_the_queue(world: World):
    """No address of it leads to items or reviews; what it lists is the visitor's own: nothing."""
    known = Client().get("/api/v3-preview/openapi.json").content.decode()
    assert not re.search(r"assignment|reviewer|rubric|adjudicat|/items", known)
    for role in ROLES:
        client = world.client(role)
        for address in ("applications/", "sittings/"):
            assert client.get(f"/api/v3-preview/{address}").json()["items"] == []
        for thing in (world.sitting.pk, world.item.pk, world.item.ref):
            assert client.get(f"/api/v3-preview/sittings/{thing}/").status_code == 404
    assert Client().get("/api/v3-preview/snippets/review_queue.item/").status_code == 401
