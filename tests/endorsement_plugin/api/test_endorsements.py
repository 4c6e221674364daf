"""What a holder reads and does with the API, as on the pages."""

from datetime import date
from typing import Any

from tests.endorsement_plugin.decisions.test_provisional import FOLLOWS, grant, ready
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_person


def test_what_needed_no_application_is_there_with_what_it_was_granted_for(api, person):
    parts = [make_endorsement(person, make_credential(code=code)) for code in ("IMH", "ECMH")]
    both = make_endorsement(person, make_credential(code="IECMH"))
    both.granted_for.set(parts)
    body = api.get("/endorsements/").json()
    assert body["count"] == 3
    one = api.get(f"/endorsements/{both.number}/").json()
    assert one == next(item for item in body["items"] if item["number"] == both.number)
    assert (one["application"], one["credential"], one["state"]) == (None, "IECMH", "active")
    assert sorted(one["granted_for"]) == sorted(part.number for part in parts)


def test_a_provisional_one_says_until_when_and_what_is_missing(api, person):
    made = grant(ready(FOLLOWS, person=person), make_coordinator(make_association()))
    one = api.get(f"/endorsements/{made.number}/").json()
    assert (one["state"], one["state_label"], one["provisional_until"]) == (
        "provisional",
        "Emerging",
        "2028-03-02",
    )
    assert one["missing"] == ["24 hours of reflective supervision"]
    assert one["application"] == str(made.application_id)


def test_listing_and_unlisting(api, person):
    held = make_endorsement(person)
    for wish in (True, False):
        answer = api.post(f"/endorsements/{held.number}/actions/list/", {"listed": wish})
        assert answer.json()["listed"] is wish
        held.refresh_from_db()
        assert held.listed is wish
    held.state = "retired"
    held.save()
    refused = api.post(f"/endorsements/{held.number}/actions/list/", {"listed": True})
    assert (refused.status_code, refused.json()["type"].rpartition(":")[2]) == (409, "wrong-state")


def test_nobody_elses_and_of_this_association_only(api, other, nobody, person):
    held = make_endorsement(person)
    elsewhere = make_credential(make_association("mi-aimh", "mi-aimh.localhost"))
    make_endorsement(person, elsewhere)
    assert [one["number"] for one in api.get("/endorsements/").json()["items"]] == [held.number]
    assert other.get(f"/endorsements/{held.number}/").status_code == 404
    assert other.post(f"/endorsements/{held.number}/actions/list/", {"listed": True}).status_code == 404
    assert nobody.get("/endorsements/").status_code == 401
    assert api.get("/endorsements/%00/").status_code == 404


def test_any_number_costs_the_same(api, person, django_assert_max_num_queries):
    for number in range(12):
        until: dict[str, Any] = {"state": "provisional", "provisional_until": date(2030, 1, 1)}
        make_endorsement(person, make_credential(code=f"C{number}"), **(until if number % 2 else {}))
    make_endorsement(make_person("cyd@example.org"))
    with django_assert_max_num_queries(12):
        assert api.get("/endorsements/").json()["count"] == 12


def test_asking_and_taking_back(api, other, person):
    held = make_endorsement(person)
    page = f"/endorsements/{held.number}/actions"
    refused = api.post(f"{page}/ask/", {"kind": "leave", "until": "2040-01-01"})
    assert (refused.status_code, refused.json()["detail"]) == (409, "Your association grants no leaves.")
    missing = api.post(f"{page}/ask/", {"kind": "name"})
    assert missing.status_code == 422
    assert "Write your name." in missing.content.decode()
    data = {"kind": "name", "name": "Ina Kahale", "family_name": "Kahale"}
    assert other.post(f"{page}/ask/", data).status_code == 404
    (asked,) = api.post(f"{page}/ask/", data).json()["requests"]
    assert (asked["kind"], asked["name"]) == ("name", "Ina Kahale")
    assert api.post(f"{page}/ask/", data).status_code == 409
    assert api.post(f"{page}/withdraw/", {"kind": "name"}).json()["requests"] == []
    assert api.post(f"{page}/withdraw/", {"kind": "name"}).status_code == 409
    assert api.post(f"{page}/ask/", {"kind": "money"}).status_code == 422


def test_half_a_character_is_refused_where_it_stands(api, person):
    """JSON can spell one, and no database takes it."""
    held = make_endorsement(person)
    refused = api.post(f"/endorsements/{held.number}/actions/ask/", {"kind": "name", "name": "Ina \ud800"})
    assert refused.status_code == 422
    assert "This text holds half a character." in refused.content.decode()
    assert not held.requests.exists()


def test_retiring_and_taking_that_back(api, other, person):
    held = make_endorsement(person)
    page = f"/endorsements/{held.number}/actions"
    assert other.post(f"{page}/retire/", {}).status_code == 404
    assert api.post(f"{page}/retire/", {}).json()["state"] == "retired"
    assert api.post(f"{page}/retire/", {}).status_code == 409
    assert api.post(f"{page}/take-back/", {}).json()["state"] == "active"
    assert api.post(f"{page}/take-back/", {}).status_code == 409
