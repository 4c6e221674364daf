"""What holder and coordinator see of certificate and badge, on a phone and on a desk."""

import os
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from review_queue.work.running import run_due
from tests.endorsement_plugin.certificates.setting import valid
from tests.factories.people import make_coordinator
from tests.visitors import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PICTURES = os.environ.get("PICTURES", "")


def seen(page: Page, name: str) -> None:
    """That the page is no wider than the screen; and a picture of it for who wants to look."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}-{width}.png"), full_page=True)


@pytest.mark.parametrize("width", [360, 1280])
def test_a_holder_has_certificate_and_badge(page: Page, live_server, width: int):
    held = valid(name="Keʻalohilani Nakamura-O’Brien")
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, live_server.url, held.person.account)
    page.goto(live_server.url + reverse("endorsement:endorsement", args=[held.number]))
    seen(page, "holder-before")
    page.get_by_role("button", name="Make the certificate").click()
    expect(page.get_by_text("Your certificate is being made.")).to_be_visible()
    run_due()
    link = page.get_by_role("link", name="Download the certificate")
    expect(link).to_be_visible()
    with page.expect_download() as waited:
        link.click()
    assert Path(waited.value.path()).read_bytes().startswith(b"%PDF-")
    page.get_by_role("button", name="Make the badge").click()
    picture = page.get_by_role("link", name="Download the picture")
    expect(picture).to_be_visible()
    seen(page, "holder-after")
    of_any_size = page.get_by_role("link", name="As SVG")
    for link, name, baked in (
        (picture, "badge.png", b"openbadgecredential"),
        (of_any_size, "badge.svg", b"openbadges:credential"),
    ):
        with page.expect_download() as waited:
            link.click()
        data = Path(waited.value.path()).read_bytes()
        assert baked in data
        if PICTURES:
            Path(PICTURES, name).write_bytes(data)


@pytest.mark.parametrize("width", [360, 1280])
def test_a_coordinator_has_the_certificate(page: Page, live_server, width: int):
    held = valid()
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, live_server.url, make_coordinator(held.association))
    page.goto(live_server.url + reverse("endorsement_endorsements:inspect", args=[held.pk]))
    page.get_by_role("button", name="Make the certificate").click()
    expect(page.get_by_text("The certificate is being made.")).to_be_visible()
    run_due()
    page.get_by_role("link", name="Look again").click()
    page.reload()
    link = page.get_by_role("link", name="Download the certificate")
    expect(link).to_be_visible()
    seen(page, "desk")
    with page.expect_download() as waited:
        link.click()
    assert Path(waited.value.path()).read_bytes().startswith(b"%PDF-")
