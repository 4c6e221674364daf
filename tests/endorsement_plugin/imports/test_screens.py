"""The screens on which a coordinator moves a spreadsheet in."""

import csv
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from endorsement_plugin.models import Endorsement, Import
from review_queue.work.running import run_due
from tests.factories.credentials import make_association, make_credential
from tests.factories.imports import HEADINGS, INA, OTTO, checked, sheet, workbook
from tests.factories.people import make_coordinator, make_editor

pytestmark = pytest.mark.django_db

PATH = "/admin/endorsement/imports/"
WORDY = ("OLD-3", "Bo", "Bell", "", "IFS", "03/04/2019", "Ruht", "no")


@pytest.fixture
def cora(db):
    association = make_association()
    make_credential(association, "IFS", name="Family Specialist")
    return make_coordinator(association)


@pytest.fixture
def desk(client, cora):
    client.force_login(cora)
    return client


def upload(desk, content, name="endorsees.csv", kind="endorsees"):
    file = SimpleUploadedFile(name, content)
    return desk.post(
        PATH, {"association": make_association().pk, "kind": kind, "file": file}, follow=True
    ).content.decode()


def page_of(desk, source, name=""):
    return desk.get(f"{PATH}{source.pk}/{name}", follow=True).content.decode()


def test_from_the_file_to_the_registry(desk):
    assert "This page asks again every three seconds" in upload(desk, sheet([INA, OTTO, WORDY]))
    source = Import.objects.get()
    run_due()
    columns = page_of(desk, source)
    assert "Which column is which?" in columns
    assert "3 rows found" in columns
    words = desk.post(f"{PATH}{source.pk}/columns/", columns_of(source), follow=True).content.decode()
    assert "State “Ruht”" in words
    assert "How is 03/04/2024 meant?" in words
    missing = desk.post(f"{PATH}{source.pk}/words/", {}).content.decode()
    assert "Some dates can be two days. Say which is meant." in missing
    chosen = {"category-0": "IFS", "state-0": "active", "state-1": "retired", "state-2": "inactive:requested"}
    desk.post(f"{PATH}{source.pk}/words/", {**chosen, "dates": "dmy"})
    run_due()
    shown = page_of(desk, source)
    assert "This would happen" in shown
    assert "Import 3 rows" in shown
    desk.post(f"{PATH}{source.pk}/run/")
    run_due()
    done = page_of(desk, source)
    assert "Take this import back" in done
    assert '<th scope="row">New endorsements</th><td data-label="In the dry run">3</td>' in done
    bo = Endorsement.objects.get(number="OLD-3")
    assert (bo.inactive_reason, bo.granted_on.month) == ("requested", 4)
    desk.post(f"{PATH}{source.pk}/undo/")
    run_due()
    assert "Nothing of it is left." in page_of(desk, source)


def columns_of(source):
    source.refresh_from_db()
    return {name: str(place) for name, place in source.columns.items()}


def test_a_workbook_goes_the_same_way(desk):
    upload(desk, workbook([INA]), "endorsees.xlsx")
    run_due()
    assert "Which column is which?" in page_of(desk, Import.objects.get())


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"x", "list.pdf", "Upload a CSV file or an .xlsx workbook."),
        (b"", "list.csv", "The file is empty."),
    ],
)
def test_what_is_no_spreadsheet_is_refused_beside_the_file(desk, content, name, words):
    assert words in upload(desk, content, name)
    assert not Import.objects.exists()


def test_a_file_over_the_limit_is_refused_before_it_is_read(desk, settings):
    settings.ENDORSEMENT = {**settings.ENDORSEMENT, "IMPORT_MAX_BYTES": 1000}
    assert "larger than 0 MB" in upload(desk, b"x" * 200_000)
    response = desk.generic("POST", PATH, b"", "multipart/form-data; boundary=x", CONTENT_LENGTH=str(10**8))
    assert response.status_code == 302
    assert not Import.objects.exists()


def test_what_cannot_be_read_says_why(desk):
    upload(desk, b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old.csv")
    run_due()
    assert "or one with a password" in page_of(desk, Import.objects.get())


def test_a_column_that_is_needed_or_chosen_twice_is_asked_for_beside_it(desk):
    upload(desk, sheet([INA]))
    run_due()
    source = Import.objects.get()
    chosen = {**columns_of(source), "number": "", "due": "5"}
    shown = desk.post(f"{PATH}{source.pk}/columns/", chosen).content.decode()
    assert "without it nothing can be imported" in shown
    assert "This column is chosen for something else already." in shown
    source.refresh_from_db()
    assert source.state == "columns"


def test_the_rows_with_problems_are_a_file_that_can_be_mended_and_uploaded(desk, cora):
    bad = ("OLD-9", "=HYPERLINK(1)", "Bell", "no address", "IFS", "soon", "Active", "no")
    source = checked(make_association(), cora, [INA, bad])
    response = desk.get(f"{PATH}{source.pk}/problems.csv")
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    headings, row = csv.reader(StringIO(text.removeprefix("\ufeff")))
    assert headings == [*HEADINGS, "What is wrong"]
    assert row[:2] == ["OLD-9", "'=HYPERLINK(1)"]
    assert "“no address” is no e-mail address. “soon” is no date." in row[-1]
    assert source.events.filter(action="problems_downloaded", actor=cora).count() == 1
    mended = text.replace("no address", "").replace("soon", "2020-01-01").replace("'=HYPERLINK(1)", "Bo")
    upload(desk, mended.encode(), "mended.csv")
    run_due()
    again = Import.objects.latest("uploaded_at")
    assert columns_of(again) == columns_of(source)


def test_another_associations_import_is_not_there(client, cora):
    source = checked(make_association(), cora, [INA])
    client.force_login(make_coordinator(make_association("other", "other.localhost"), "oda@example.org"))
    for name in ("", "columns/", "words/", "problems.csv"):
        assert client.get(f"{PATH}{source.pk}/{name}").status_code == 404
    for name in ("run/", "undo/", "again/", "go-on/", "columns/choose/"):
        assert client.post(f"{PATH}{source.pk}/{name}").status_code == 404
    assert "endorsees.csv" not in client.get(PATH).content.decode()


def test_editors_move_nothing_in(client):
    client.force_login(make_editor(make_association()))
    assert client.get(PATH).status_code in {302, 403}


def test_a_second_press_changes_nothing_and_says_so(desk, cora):
    source = checked(make_association(), cora, [INA])
    desk.post(f"{PATH}{source.pk}/run/")
    again = desk.post(f"{PATH}{source.pk}/run/", follow=True).content.decode()
    assert "so that can no longer be done" in again
    run_due()
    assert Endorsement.objects.count() == 1


def test_a_single_row_is_one_row(desk, cora):
    source = checked(make_association(), cora, [INA])
    desk.post(f"{PATH}{source.pk}/run/")
    assert "Being imported: 0 of 1 row." in page_of(desk, source)
    run_due()
    assert [one.detail for one in source.events.filter(action__in=["checked", "done"]).order_by("pk")] == [
        "1 row",
        "1 row",
    ]


def test_what_stands_still_can_be_asked_for_anew(desk, cora):
    source = checked(make_association(), cora, [INA])
    desk.post(f"{PATH}{source.pk}/run/")
    desk.post(f"{PATH}{source.pk}/go-on/")
    run_due()
    assert ">Imported</h3>" in page_of(desk, source)
    assert Endorsement.objects.count() == 1
