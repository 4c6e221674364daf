"""Ordinary pages of the host site."""

import json
from collections.abc import Sequence

from wagtail.models import Page, Site

from association.home.models import HomePage
from tests.factories.credentials import make_association

LINK = {"label": "Read on", "page": None, "address": "/credentials/"}
BODY = [
    ("heading", "A heading"),
    ("text", "<p>Some <b>words</b>.</p>"),
    ("cards", {"heading": "Cards", "cards": [{"title": "One card", "kicker": "Promotion", "links": [LINK]}]}),
    ("benefits", {"heading": "Benefits", "benefits": ["A first benefit"]}),
    ("steps", {"heading": "Steps", "steps": [{"title": "A first step", "text": "Do it."}]}),
    (
        "questions",
        {"heading": "Questions", "questions": [{"question": "A question?", "answer": "<p>Yes.</p>"}]},
    ),
    ("video", {"title": "A video", "address": "https://videos.example.org/1", "minutes": 4}),
    ("call_to_action", {"heading": "Begin", "text": "Now.", "links": [LINK]}),
]


def stream(items: Sequence[tuple[str, object]]) -> str:
    """A StreamField's value, as it is stored."""
    return json.dumps([{"type": kind, "value": value} for kind, value in items])


def make_home() -> HomePage:
    """The front page of the default Site, with every kind of block."""
    site = make_association(name="Association of Examples").site
    page = HomePage(
        title="Home",
        slug="front",
        headline="For those who care",
        lede="A few words.",
        actions=stream([("action", LINK)]),
        body=stream(BODY),
    )
    Page.get_first_root_node().add_child(instance=page)
    Site.objects.filter(pk=site.pk).update(root_page=page)
    return page
