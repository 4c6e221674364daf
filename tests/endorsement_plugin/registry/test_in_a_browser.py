"""An employer at a phone: from a printed QR code to the answer, and with the code from paper."""

from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect
from wagtail.models import Site

from endorsement_plugin.endorsements.actions.make_move import make_move
from endorsement_plugin.endorsements.moves import BY_KEY
from endorsement_plugin.models import Endorsement
from endorsement_plugin.pages.models import RegistryPage
from endorsement_plugin.registry.actions.renew_code import renew_code
from endorsement_plugin.registry.verification import in_groups
from review_queue.work.running import run_due
from tests.factories.credentials import make_association
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_person
from tests.qr_codes import photograph, read_qr_codes
from tests.visitors import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def held() -> Endorsement:
    person = make_person("kaiulani@example.org", "Kaʻiulani", "Akana-Featherstonehaugh of Wai ʻanae")
    return make_endorsement(person, renewal_due=date(2099, 12, 31))


@pytest.fixture
def phone(page: Page) -> Page:
    page.set_viewport_size({"width": 360, "height": 740})
    return page


def fits(page: Page) -> bool:
    fitting: bool = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return fitting


def faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [one["id"] for one in found]


def certificate_of(held: Endorsement, phone: Page, server: str) -> bytes:
    """As its holder downloads it."""
    sign_in(phone, server, held.person.account)
    phone.goto(server + reverse("endorsement:endorsement", args=[held.number]))
    phone.get_by_role("button", name="Make the certificate").click()
    expect(phone.get_by_text("Your certificate is being made.")).to_be_visible()
    run_due()
    with phone.expect_download() as waited:
        phone.get_by_role("link", name="Download the certificate").click()
    phone.context.clear_cookies()
    return Path(waited.value.path()).read_bytes()


def test_an_employer_reads_the_qr_code_of_a_printed_certificate(phone: Page, live_server, held):
    """Nothing but the picture leads them: where it leads is what the code in it says."""
    Site.objects.update(hostname="localhost", port=urlsplit(live_server.url).port)
    printed = photograph(certificate_of(held, phone, live_server.url), turned=7)
    (address,) = read_qr_codes(printed)
    phone.goto(address)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Valid")
    for said in (held.name, held.number, "15 January 2026", "31 December 2099"):
        expect(phone.get_by_text(said).first).to_be_visible()
    assert fits(phone)
    assert faults(phone) == []
    # The same paper, once a licensing board has sanctioned its holder.
    sanction = {"what": "Suspended.", "on": "2026-02-09", "source": "The board"}
    by = make_coordinator(held.association)
    make_move(endorsement=held.pk, by=by, move=BY_KEY["sanction"], data=sanction)
    phone.goto(address)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Not valid now")
    assert "31 December 2099" not in phone.content()
    assert fits(phone)


def test_an_employer_types_the_code_from_paper_wrongly_first(phone: Page, live_server, held):
    typed = in_groups(held.verification_code).lower().replace("0", "o").replace("1", "i")
    phone.goto(f"{live_server.url}/verify/")
    phone.get_by_label("Code of the certificate").fill(typed[:-1])
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("alert")).to_contain_text("this one has 24")
    assert phone.get_by_label("Code of the certificate").input_value() == typed[:-1]
    assert fits(phone)
    assert faults(phone) == []
    phone.get_by_label("Code of the certificate").fill(typed)
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Valid")
    phone.go_back()
    phone.reload()
    expect(phone.get_by_label("Code of the certificate")).to_be_visible()


def test_an_employer_reads_that_a_code_was_withdrawn(phone: Page, live_server, held):
    old = held.verification_code
    renew_code(endorsement=held.pk, code=old, by=held.person.account)
    phone.goto(f"{live_server.url}/verify/{old}/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("This code was withdrawn")
    assert held.name not in phone.content()
    assert fits(phone)
    phone.get_by_role("link", name="Check another code").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Check a certificate")


def test_a_holder_is_listed_looks_first_and_is_found_by_a_visitor(phone: Page, live_server, held):
    home = make_association().site.root_page
    registry = home.add_child(instance=RegistryPage(title="Registry", slug="registry"))
    sign_in(phone, live_server.url, held.person.account)
    phone.goto(f"{live_server.url}/apply/endorsements/")
    phone.get_by_role("link", name=held.credential.name).click()
    expect(phone.get_by_text("Nobody finds you in the registry")).to_be_visible()
    assert fits(phone)
    phone.get_by_role("link", name="Choose what it says").click()
    phone.get_by_label("List me").check()
    phone.locator("#id_county").fill("Kauaʻi")
    phone.get_by_label("Show my county").check()
    phone.get_by_role("button", name="Look at it first").click()
    seen = phone.locator("section[aria-labelledby=seen]")
    expect(seen).to_contain_text("Kauaʻi")
    expect(phone.get_by_label("List me")).to_be_checked()
    assert fits(phone)
    assert faults(phone) == []
    phone.get_by_role("button", name="Save").click()
    expect(phone.get_by_text("Saved. This is what others see")).to_be_visible()
    phone.context.clear_cookies()
    phone.goto(f"{live_server.url}/{registry.slug}/")
    phone.get_by_label("Name or number").fill("akana kaiulani")
    phone.get_by_label("County").select_option("Kauaʻi")
    phone.get_by_role("button", name="Search").click()
    phone.get_by_role("link", name=held.name).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(held.name)
    assert fits(phone)
    assert faults(phone) == []
