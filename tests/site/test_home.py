"""The association's ordinary pages."""

import re

import pytest
from django.test import Client
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import Page

from association.home.blocks import LinkBlock
from association.home.models import HomePage, StandardPage
from endorsement_plugin.pages.models import ExamPaperPage, ReferenceFormPage
from tests.factories.credentials import make_association
from tests.factories.pages import BODY, make_home, stream

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> HomePage:
    return make_home()


def test_the_front_page_shows_all_that_the_editor_put_there(client: Client, home: HomePage):
    text = client.get("/").text
    for words in ["For those who care", "A few words.", "Association of Examples", "Read on"]:
        assert words in text
    for words in ["A heading", "<b>words</b>", "One card", "A first benefit", "A first step", "A question?"]:
        assert words in text
    assert 'href="https://videos.example.org/1"' in text
    assert "4 minutes" in text


def test_a_page_of_text_shows_the_same_blocks(client: Client, home: HomePage):
    home.add_child(instance=StandardPage(title="About", slug="about", lede="Who we are.", body=stream(BODY)))
    text = client.get("/about/").text
    assert "Who we are." in text
    assert "A first step" in text


def test_nothing_on_a_page_is_inline_or_loaded_from_elsewhere(client: Client, home: HomePage):
    text = client.get("/").text
    for forbidden in [" style=", "<style", "<iframe", "onclick=", '<script src="http', "<script>"]:
        assert forbidden not in text


def test_a_missing_page_stands_in_the_frame(client: Client, home: HomePage):
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "This page is not here" in response.text
    assert "Association of Examples" in response.text


@pytest.mark.parametrize(
    ("page", "address", "words"),
    [
        (False, "", "Choose a page or write an address"),
        (True, "/credentials/", "Choose a page or write an address"),
        (False, "credentials", "Begin the address with"),
        (False, "javascript:alert(1)", "Begin the address with"),
        (False, "//evil.example.com", "Begin the address with"),
    ],
)
def test_a_link_without_exactly_one_good_target_is_refused(page: bool, address: str, words: str):
    target = Page.get_first_root_node().pk if page else None
    block = LinkBlock()
    value = block.to_python({"label": "Go", "page": target, "address": address})
    with pytest.raises(StructBlockValidationError) as refusal:
        block.clean(value)
    assert words in str(refusal.value.as_json_data())


@pytest.mark.parametrize("address", ["/apply/", "https://example.org/", "mailto:office@example.org"])
def test_a_link_to_an_address_is_kept(address: str):
    block = LinkBlock()
    value = block.clean(block.to_python({"label": "Go", "page": None, "address": address}))
    assert value.url == address


def test_search_engines_find_every_public_page_and_no_private_one(client: Client, home: HomePage):
    home.add_child(instance=StandardPage(title="About", slug="about", lede="Who we are."))
    home.add_child(instance=StandardPage(title="Draft", slug="draft", live=False))
    home.add_child(instance=ExamPaperPage(title="Paper", slug="paper", round_code="imhs"))
    home.add_child(instance=ReferenceFormPage(title="Reference", slug="reference-form"))
    response = client.get("/sitemap.xml")
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    listed = re.findall(r"<loc>https?://[^/<]+(/[^<]*)</loc>", response.text)
    assert listed == ["/", "/about/"]


def test_each_association_has_a_sitemap_of_its_own(client: Client, home: HomePage):
    make_association("mi-aimh", "mi-aimh.localhost")
    text = client.get("/sitemap.xml", headers={"host": "mi-aimh.localhost"}).text
    assert "mi-aimh.localhost" in text
    assert "//localhost" not in text
