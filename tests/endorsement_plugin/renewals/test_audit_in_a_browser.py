"""Letters of one's own and an audit, as editor, coordinator and holder see them; on a phone, too."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from endorsement_plugin.models import Renewal
from endorsement_plugin.renewals.actions.submit import submit_renewal
from review_queue.work.running import run_due
from tests import pdfs
from tests.factories.people import make_coordinator
from tests.factories.renewals import log, make_policy, signing_of, training
from tests.factories.season import make_endorsees
from tests.visitors import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def picture(page: Page, name: str) -> None:
    """For whoever wants to look, if PICTURES names a folder; nothing is wider than a phone."""
    folder = os.environ.get("PICTURES")
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        if folder:
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_letter_is_written_and_taken_back(page: Page, live_server) -> None:
    (held,) = make_endorsees(1)
    sign_in(page, live_server.url, make_coordinator(held.association))
    page.goto(live_server.url + reverse("endorsement_letters_of"))
    picture(page, "letters")
    page.get_by_role("link", name="Reminder to renew").click()
    picture(page, "letter")
    page.get_by_label("Text").fill("Aloha {naem}")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Did you mean {name}?").first).to_be_visible()
    picture(page, "letter-refused")
    page.get_by_label("Text").fill("Aloha {name},\n\nplease renew: {link}")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("Aloha Leilani Keawe,")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("From now on it leaves in these words.")).to_be_visible()
    page.get_by_role("button", name="Back to the standard text").click()
    expect(page.get_by_text("From now on it leaves in the standard text.")).to_be_visible()


def test_an_audit_from_the_draw_to_its_outcome(page: Page, live_server, tmp_path: Path) -> None:
    today = timezone.localdate()
    (held,) = make_endorsees(1, due=today + timedelta(days=30))
    fields = {"due": "anniversary", "due_month": None, "due_day": None, "audit_percent": 5}
    make_policy(held.association, clauses=[training(15)], **fields)
    log(held.person, started_on=today - timedelta(days=20), hours=15)
    signing = signing_of(held, name=held.person.name)
    submit_renewal(endorsement=held.pk, by=held.person.account, signing=signing, today=today)
    coordinator = make_coordinator(held.association)
    sign_in(page, live_server.url, coordinator)
    page.goto(live_server.url + reverse("endorsement_season:draws"))
    picture(page, "draws")
    page.get_by_role("button", name="Draw now").click()
    expect(page.get_by_role("heading", name="1 of 1 drawn")).to_be_visible()
    run_due()
    page.reload()
    picture(page, "draw")

    renewal = Renewal.objects.get()
    assert renewal.state == "in_audit"
    sign_in(page, live_server.url, held.person.account)
    page.goto(live_server.url + reverse("endorsement:audit", args=[renewal.pk]))
    certificate = tmp_path / "certificate.pdf"
    certificate.write_bytes(pdfs.good())
    page.get_by_label("Choose a PDF file").first.set_input_files(certificate)
    page.get_by_role("button", name="Send").first.click()
    expect(page.get_by_text("“certificate.pdf” has arrived.")).to_be_visible()
    run_due()
    page.reload()
    picture(page, "documents")

    sign_in(page, live_server.url, coordinator)
    page.goto(live_server.url + reverse("endorsement_season:audit", args=[renewal.pk]))
    page.get_by_role("button", name="Accept ").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Noted.")).to_be_visible()
    picture(page, "audit")
    page.get_by_label("Passed: it is renewed").check()
    page.get_by_role("button", name="Note the outcome and write").click()
    expect(page.get_by_text("The outcome is noted")).to_be_visible()
    renewal.refresh_from_db()
    assert renewal.state == "renewed"
