"""An office manager moves 450 endorsees in, fifty rows of which are bad, on a phone."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from endorsement_plugin.models import Endorsement, Mail
from review_queue.work.running import run_due
from tests.factories.credentials import make_association, make_credential
from tests.factories.imports import sheet
from tests.factories.people import make_coordinator
from tests.visitors import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BAD = (
    ("", "Nobody", "Numbered", "", "IFS", "2020-01-01", "Active", "yes"),
    ("X-1", "", "", "", "IFS", "2020-01-01", "Active", "yes"),
    ("X-2", "Bo", "Bell", "bo at example.org", "IFS", "2020-01-01", "Active", "yes"),
    ("X-3", "Bo", "Bell", "", "IFS", "31.02.2020", "Active", "yes"),
    ("X-4", "Bo", "Bell", "", "Unheard of", "2020-01-01", "Active", "yes"),
)


def rows() -> list[tuple[str, ...]]:
    good = [
        (f"OLD-{n:03}", f"Given{n}", "Kaʻaihue", f"p{n}@example.org", "IFS", "2020-01-01", "Active", "yes")
        for n in range(400)
    ]
    bad = [(row[0] and f"{row[0]}{n}", *row[1:]) for n in range(10) for row in BAD]
    return [*good, *bad]


def mended(problems: str) -> str:
    """The file of what was left out, as somebody mends it from the sentences in its last column.

    The words that mean nothing here stay as they are: what they mean is chosen on the page.
    """
    headings, *rows = csv.reader(StringIO(problems.removeprefix("\ufeff")))
    for n, row in enumerate(rows):
        match row[-1]:
            case "The number is missing.":
                row[0] = f"NEW-{n}"
            case "The name is missing.":
                row[1:3] = f"Ann{n}", "Akana"
            case said if "is no e-mail address" in said:
                row[1], row[3] = f"Bo{n}", f"bo{n}@example.org"
            case said if "is no date" in said or "no such day" in said:
                row[1], row[5] = f"Cy{n}", "2020-02-29"
            case said:
                assert "Unheard of" in said, said
                row[1] = f"Di{n}"
    out = StringIO(newline="")
    csv.writer(out).writerows([headings, *rows])
    return out.getvalue()


def upload(page: Page, file: Path, content: bytes) -> None:
    """As far as the columns, which the file’s headings tell."""
    file.write_bytes(content)
    page.get_by_label("Spreadsheet").set_input_files(file)
    page.get_by_role("button", name="Upload and look at it").click()
    expect(page.get_by_text("This page asks again every three seconds")).to_be_visible()
    run_due()
    page.get_by_role("button", name="Go on", exact=True).click()
    expect(page.get_by_text("“Unheard of”")).to_be_visible()


def fits(page: Page) -> bool:
    fitting: bool = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return fitting


def test_fifty_bad_rows_are_named_left_out_mended_and_moved_in(
    browser: Browser, live_server, tmp_path: Path
) -> None:
    association = make_association()
    credential = make_credential(association, "IFS")
    cora = make_coordinator(association)
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    sign_in(page, live_server.url, cora)
    page.goto(f"{live_server.url}/admin/endorsement/imports/")
    upload(page, tmp_path / "endorsees.csv", sheet(rows(), encoding="utf-8-sig", sign=";"))
    page.get_by_role("button", name="Check all rows").click()
    run_due()
    expect(page.get_by_role("button", name="Import 400 rows and leave 50 out")).to_be_visible()
    expect(page.get_by_text("“bo at example.org” is no e-mail address.").first).to_be_visible()
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download these rows").click()
    problems = Path(downloading.value.path()).read_text(encoding="utf-8")
    assert len(problems.splitlines()) == 51
    assert not Endorsement.objects.exists()
    page.get_by_role("button", name="Import 400 rows").click()
    run_due()
    expect(page.get_by_text("All that came in with this file goes out again.")).to_be_visible()
    assert Endorsement.objects.count() == 400
    # The fifty, mended: what a word means on the page, the rest in the file that was downloaded.
    page.goto(f"{live_server.url}/admin/endorsement/imports/")
    upload(page, tmp_path / "mended.csv", mended(problems).encode())
    page.get_by_label("Credential “Unheard of”").select_option(label=credential.name)
    assert fits(page)
    page.get_by_role("button", name="Check all rows").click()
    run_due()
    expect(page.get_by_role("button", name="Import 50 rows", exact=True)).to_be_visible()
    assert fits(page)
    page.get_by_role("button", name="Import 50 rows", exact=True).click()
    run_due()
    expect(page.get_by_text("All that came in with this file goes out again.")).to_be_visible()
    assert Endorsement.objects.count() == 450
    assert {one.state for one in Endorsement.objects.all()} == {"active"}
    bo = Endorsement.objects.filter(name__startswith="Bo", person__contact_email__startswith="bo")
    assert bo.count() == 10
    assert not Mail.objects.exists()
    context.close()
