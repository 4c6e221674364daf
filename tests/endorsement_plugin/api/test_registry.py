"""The public registry, and how fast it may be read."""

from datetime import date

import pytest

from endorsement_plugin.models import Endorsement
from tests.endorsement_plugin.api.headless import App
from tests.factories.applications import make_application
from tests.factories.credentials import make_association
from tests.factories.people import make_person


@pytest.fixture
def holders(db):
    for number, (name, listed) in enumerate([("Ada", True), ("Ben", True), ("Cy", False)]):
        application = make_application(make_person(f"{name}@example.org", name, "Holder"), state="endorsed")
        Endorsement.objects.create(
            number=f"AIMH-2026-{number}",
            name=f"{name} Holder",
            association=application.association,
            credential=application.credential,
            person=application.person,
            application=application,
            granted_on=date(2026, 3, 1),
            renewal_due=date(2027, 3, 1),
            listed=listed,
        )


def test_a_page_beyond_all_counting_is_refused(nobody, holders):
    assert nobody.get("/registry/?offset=99999999999999999999").status_code == 422


def test_who_asked_to_be_listed(nobody, holders):
    body = nobody.get("/registry/").json()
    assert (body["count"], [one["name"] for one in body["items"]]) == (2, ["Ada Holder", "Ben Holder"])
    assert set(body["items"][0]) == {
        "number",
        "name",
        "credential",
        "credential_name",
        "state",
        "state_label",
        "notes",
        "association",
        "county",
        "discipline",
        "languages",
        "add_ons",
        "provisional_until",
        "granted_on",
        "renewal_due",
    }


def test_searching_and_paging(nobody, holders):
    assert [one["name"] for one in nobody.get("/registry/?q=ben").json()["items"]] == ["Ben Holder"]
    page = nobody.get("/registry/?limit=1&offset=1").json()
    assert (page["count"], [one["name"] for one in page["items"]]) == (2, ["Ben Holder"])
    assert nobody.get("/registry/?state=inactive").json()["count"] == 0
    assert nobody.get("/registry/?limit=1000").status_code == 400


def test_one_endorsement(nobody, holders):
    assert nobody.get("/registry/aimh-2026-0/").json()["name"] == "Ada Holder"
    for missing in ("AIMH-2026-2", "AIMH-2026-9", "%00"):
        assert nobody.get(f"/registry/{missing}/").status_code == 404


def test_another_associations_registry(holders):
    make_association("mi-aimh", "mi-aimh.localhost")
    assert App(host="mi-aimh.localhost").get("/registry/").json()["count"] == 0


def test_reading_all_of_it_fast(nobody, holders, monkeypatch):
    """Within one minute of the clock that counts, however long the test takes."""
    monkeypatch.setattr("endorsement_plugin.limits.time", lambda: 1_800_000_010.0)
    answers = [nobody.get("/registry/?limit=1") for _ in range(61)]
    assert [one.status_code for one in answers[:60]] == [200] * 60
    assert answers[60].status_code == 429
    assert 0 < int(answers[60]["Retry-After"]) <= 60
