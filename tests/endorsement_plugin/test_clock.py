"""An association's days end where it is, whatever the server's clock says."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook  # type: ignore[import-untyped]

from endorsement_plugin.clock import named, today
from endorsement_plugin.mail.letters import compose
from endorsement_plugin.models import Application, Mail, Sitting
from review_queue.work.running import run_due
from tests.factories import definitions
from tests.factories.applications import make_application
from tests.factories.credentials import make_association, make_credential, make_form
from tests.factories.people import make_coordinator, make_editor, make_person
from tests.factories.sittings import make_sitting

pytestmark = pytest.mark.django_db

HONOLULU, AUCKLAND, ABIDJAN = "Pacific/Honolulu", "Pacific/Auckland", "Africa/Abidjan"
AFTERNOON = datetime(2026, 2, 1, 1, 0, tzinfo=UTC)
"""15:00 on 31 January in Honolulu, 14:00 on 1 February in Auckland."""


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AFTERNOON)


def _draft(zone: str, *fields: Any) -> Application:
    credential = make_credential(make_association(time_zone=zone))
    form = definitions.definition(definitions.step("one", *fields))
    return make_application(version=make_form(credential, form))


PROMISED = [
    (HONOLULU, "28 February 2026", date(2026, 2, 28), date(2026, 4, 30)),
    (AUCKLAND, "31 March 2026", date(2026, 3, 31), date(2026, 5, 31)),
    (ABIDJAN, "31 March 2026", date(2026, 3, 31), date(2026, 5, 31)),
    ("Pacific/Kiritimati", "31 March 2026", date(2026, 3, 31), date(2026, 5, 31)),
    ("America/Detroit", "28 February 2026", date(2026, 2, 28), date(2026, 4, 30)),
]


@pytest.mark.parametrize(("zone", "words", "answer_by", "exam_from"), PROMISED)
def test_the_promised_days_are_counted_from_the_associations_day(
    client: Client, zone: str, words: str, answer_by: date, exam_from: date
):
    draft = _draft(zone)
    client.force_login(draft.person.account)
    assert words in client.get(f"/apply/{draft.pk}/check/").text
    assert client.post(f"/apply/{draft.pk}/check/", {}).status_code == 302
    draft.refresh_from_db()
    assert (draft.answer_by, draft.exam_from) == (answer_by, exam_from)


@pytest.mark.parametrize(
    ("zone", "answer_by"), [(HONOLULU, date(2026, 2, 28)), (AUCKLAND, date(2026, 3, 31))]
)
def test_through_the_api_as_well(client: Client, zone: str, answer_by: date):
    draft = _draft(zone)
    client.force_login(draft.person.account)
    response = client.post(
        f"/api/v3-preview/applications/{draft.pk}/actions/submit/",
        {"attestations": [], "list_in_registry": False},
        content_type="application/json",
        headers={"If-Match": f'"{draft.revision}"'},
    )
    assert response.status_code == 200, response.text
    draft.refresh_from_db()
    assert draft.answer_by == answer_by


@pytest.mark.parametrize(("zone", "received"), [(HONOLULU, "31 January 2026"), (AUCKLAND, "1 February 2026")])
def test_letters_give_the_associations_day(client: Client, zone: str, received: str):
    draft = _draft(zone)
    client.force_login(draft.person.account)
    client.post(f"/apply/{draft.pk}/check/", {})
    run_due()
    body = Mail.objects.get(event_key__startswith="application-received").body
    assert f"on {received}." in body
    assert timezone.get_current_timezone_name() == "UTC"


@pytest.mark.parametrize(("zone", "status"), [(HONOLULU, 422), (AUCKLAND, 302), (ABIDJAN, 302)])
def test_tomorrow_is_still_to_come_where_it_is(client: Client, zone: str, status: int):
    draft = _draft(zone, definitions.section("evidence", kind="training"))
    client.force_login(draft.person.account)
    entry = {"title": "A course", "organization": "A school", "hours": "2", "started_on": "2026-02-01"}
    answer = client.post(f"/apply/{draft.pk}/evidence/training/add/", entry)
    assert answer.status_code == status
    assert ("this day is still to come" in answer.text) is (status == 422)


@pytest.mark.parametrize(("zone", "begins"), [(HONOLULU, False), (AUCKLAND, True), (ABIDJAN, True)])
def test_an_exam_opens_when_its_day_begins_there(client: Client, zone: str, begins: bool):
    make_association(time_zone=zone)
    sitting = make_sitting(opens_on=date(2026, 2, 1))
    client.force_login(sitting.application.person.account)
    page = client.get(f"/exam/{sitting.pk}/").text
    assert ("Begin the exam" in page) is begins
    client.post(f"/exam/{sitting.pk}/begin/")
    assert (Sitting.objects.get().state == "open") is begins


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        (HONOLULU, "31 January 2026 at 15:00, Honolulu time (HST)"),
        (AUCKLAND, "1 February 2026 at 14:00, Auck"),
    ],
)
def test_a_time_names_its_zone(client: Client, zone: str, words: str):
    make_association(time_zone=zone)
    sitting = make_sitting("handed_in", handed_in_at=AFTERNOON)
    client.force_login(sitting.application.person.account)
    assert words in client.get(f"/exam/{sitting.pk}/").text


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        (HONOLULU, "Honolulu time (HST)"),
        ("America/Detroit", "Detroit time"),
        ("America/New_York", "New York time"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires time"),
        ("UTC", "UTC"),
    ],
)
def test_the_words_for_a_zone(zone: str, words: str):
    assert named(make_association(time_zone=zone)) == words


def _submitted(zone: str, code: str, host: str, answer_by: date) -> Application:
    association = make_association(code, host, time_zone=zone)
    person = make_person(f"{code}@example.org", "Ina", code.capitalize())
    return make_application(
        person, make_credential(association), state="submitted", submitted_at=AFTERNOON, answer_by=answer_by
    )


def test_late_is_late_where_the_association_is(client: Client):
    day = date(2026, 1, 31)
    here = _submitted(HONOLULU, "aimh-hi", "localhost", day)
    there = _submitted(AUCKLAND, "nz", "nz.example.org", day)
    coordinator = make_coordinator(here.association)
    make_coordinator(there.association, coordinator.email)
    client.force_login(coordinator)
    assert f"{there.pk}" in (late := client.get("/admin/endorsement/applications/?late=true").text)
    assert f"{here.pk}" not in late
    assert "late</span>" not in client.get(f"/admin/endorsement/applications/{here.pk}/").text
    assert "late</span>" in client.get(f"/admin/endorsement/applications/{there.pk}/").text


def test_the_desk_and_the_spreadsheet_give_each_row_its_own_day(client: Client):
    here = _submitted(HONOLULU, "aimh-hi", "localhost", date(2026, 2, 28))
    there = _submitted(AUCKLAND, "nz", "nz.example.org", date(2026, 3, 31))
    coordinator = make_coordinator(here.association)
    make_coordinator(there.association, coordinator.email)
    client.force_login(coordinator)
    text = client.get("/admin/endorsement/applications/").text
    assert '<time datetime="2026-01-31">' in text
    assert '<time datetime="2026-02-01">' in text
    answer: Any = client.get("/admin/endorsement/applications/?export=xlsx")
    rows = list(load_workbook(BytesIO(b"".join(answer))).active.values)
    column = {name: index for index, name in enumerate(rows[0])}
    found = {(row[column["Submitted"]], row[column["Time zone"]]) for row in rows[1:]}
    assert found == {
        (datetime(2026, 1, 31, 15, 0), HONOLULU),  # noqa: DTZ001 - spreadsheets know no zones
        (datetime(2026, 2, 1, 14, 0), AUCKLAND),  # noqa: DTZ001
    }


def test_the_file_shows_the_associations_times_and_says_so(client: Client):
    row = _submitted(HONOLULU, "aimh-hi", "localhost", date(2026, 2, 28))
    client.force_login(make_coordinator(row.association))
    page = client.get(f"/admin/endorsement/applications/{row.pk}/").text
    assert "31 January 2026, 15:00" in page
    assert page.count("Times are Honolulu time (HST).") == 1


def test_the_next_request_keeps_its_own_time(client: Client):
    draft = _draft(AUCKLAND)
    client.force_login(draft.person.account)
    client.get(f"/apply/{draft.pk}/")
    client.get("/accounts/login/")
    assert timezone.get_current_timezone_name() == "UTC"


def test_a_letter_is_written_in_its_own_time_beside_another(client: Client):
    here = _submitted(HONOLULU, "aimh-hi", "localhost", date(2026, 2, 28))
    there = _submitted(AUCKLAND, "nz", "nz.example.org", date(2026, 3, 31))
    assert "31 January 2026" in compose("application_received", here, link="").body
    assert "1 February 2026" in compose("application_received", there, link="").body


def test_a_new_credential_is_in_force_from_today_there(client: Client):
    association = make_association(time_zone=HONOLULU)
    client.force_login(make_editor(association))
    from endorsement_plugin.pages.models import CredentialIndexPage

    index = association.site.root_page.add_child(instance=CredentialIndexPage(title="C", slug="c"))
    page = client.get(f"/admin/pages/add/endorsement_pages/credentialpage/{index.pk}/").text
    assert 'value="2026-01-31"' in page


@pytest.mark.parametrize("zone", ["Hawaii time", "", "UTC+25", "../etc/passwd"])
def test_only_a_known_zone_is_kept(zone: str):
    association = make_association()
    association.time_zone = zone
    with pytest.raises(ValidationError) as refusal:
        association.full_clean()
    assert "time_zone" in refusal.value.message_dict


def test_an_association_that_has_not_chosen_has_the_installations():
    assert today(make_association()) == date(2026, 2, 1)
