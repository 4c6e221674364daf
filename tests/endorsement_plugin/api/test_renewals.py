"""Renewing and logging with the API, as on the pages."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.utils import timezone

from endorsement_plugin.models import Endorsement, EvidenceEntry, Person, Renewal
from endorsement_plugin.requirements.quotas import Extra
from tests.endorsement_plugin.api.headless import codes
from tests.factories.credentials import make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.renewals import log, make_policy, training


def make_held(person: Person, code: str = "IFS", **policy: Any) -> Endorsement:
    if code == "IFS":
        day = {"due": "anniversary", "due_month": None, "due_day": None}
        make_policy(**({"clauses": [training(15)], **day} | policy))
    today = timezone.localdate()
    days = {"granted_on": today - timedelta(days=2000), "renewal_due": today + timedelta(days=30)}
    return make_endorsement(person, make_credential(code=code), **days)


def recent(person: Person, hours: int) -> EvidenceEntry:
    return log(person, hours=hours, started_on=timezone.localdate() - timedelta(days=20))


def signed(period: dict[str, Any], **more: Any) -> dict[str, Any]:
    seen = {period["number"]: {"due": period["due"], "policy": period["policy"]}}
    agreed = [one["digest"] for one in period["statements"]]
    return {"typed_name": "Ina Applicant", "agreed": agreed, "seen": seen, **more}


def test_from_what_is_missing_to_the_receipt(api, person):
    held = make_held(person)
    recent(person, 10)
    (period,) = api.get("/renewals/").json()["items"]
    assert (period["phase"], period["complete"]) == ("open", False)
    assert [(one["value"], one["minimum"]) for one in period["asked"]] == [("10", "15")]
    place = f"/renewals/{held.number}/"
    refused = api.post(f"{place}actions/submit/", signed(period))
    assert (refused.status_code, codes(refused)) == (
        422,
        [("requirement_unmet", [held.number, "training"])],
    )
    day = timezone.localdate().isoformat()
    entry = {"kind": "training", "title": "Play", "organization": "Aloha", "started_on": day, "hours": "5"}
    assert api.post("/portfolio/", entry).status_code == 201
    body = api.get(place).json()
    assert body["can_be_sent"]
    assert [one["hours"] for one in body["logged"]] == ["5", "10"]
    sent = api.post(f"{place}actions/submit/", signed(period))
    (receipt,) = sent.json()["items"]
    assert (sent.status_code, receipt["state"]) == (200, "renewed")
    assert receipt["receipt"].startswith("R")
    assert [one["typed_name"] for one in receipt["signatures"]] == ["Ina Applicant"] * 2
    again = api.post(f"{place}actions/submit/", signed(period))
    assert again.json()["items"] == sent.json()["items"]
    assert api.get(f"{place}receipts/").json()["items"] == sent.json()["items"]
    assert Renewal.objects.count() == 1


def test_it_refuses_what_the_page_refuses(api, person):
    held = make_held(person, clauses=[])
    (period,) = api.get("/renewals/").json()["items"]
    submit = f"/renewals/{held.number}/actions/submit/"
    for change, status, code in (
        ({"typed_name": "Otto"}, 422, "name_differs"),
        ({"typed_name": ""}, 422, "required"),
        ({"agreed": []}, 422, "required"),
        ({"agreed": ["0" * 64]}, 412, ""),
        ({"seen": {held.number: {"due": period["due"], "policy": 0}}}, 412, ""),
    ):
        answer = api.post(submit, {**signed(period), **change})
        assert answer.status_code == status, answer.content
        assert not code or code in {one for one, _ in codes(answer)}
    assert not Renewal.objects.filter(state="renewed").exists()


def test_several_that_are_due_on_the_same_day(api, person):
    one, other = make_held(person, clauses=[]), make_held(person, "ECFS")
    periods = api.get(f"/renewals/{one.number}/").json()["periods"]
    data = signed(periods[0], others=[other.number])
    sent = api.post(f"/renewals/{one.number}/actions/submit/", data)
    assert [item["number"] for item in sent.json()["items"]] == [one.number, other.number]


def test_one_that_is_due_on_another_day_is_not_renewed_with_it(api, person):
    one, other = make_held(person, clauses=[]), make_held(person, "ECFS")
    other.renewal_due += timedelta(days=1)
    other.save()
    (period,) = api.get(f"/renewals/{one.number}/").json()["periods"]
    answer = api.post(f"/renewals/{one.number}/actions/submit/", signed(period, others=[other.number]))
    assert answer.status_code == 422
    assert not Renewal.objects.exists()


def test_answers_and_what_an_activity_counts_for(api, person):
    gives = Extra(Decimal(3), "rsc", "giving supervision", "you give supervision", "gives")
    one = make_held(person, clauses=[training(12, extras=(gives,))], shares_hours=False)
    other = make_held(person, "ECFS")
    entry = recent(person, 12)
    place = f"/renewals/{one.number}/"
    assert not api.get(place).json()["periods"][0]["complete"]
    body = api.post(f"{place}actions/answer/", {"answers": {"gives": False}}).json()
    assert body["periods"][0]["complete"]
    body = api.post(f"/renewals/{other.number}/actions/count/", {"entry": str(entry.pk)}).json()
    assert body["logged"][0]["counted_for"] == other.number
    assert not api.get(place).json()["periods"][0]["complete"]


def test_nobody_elses(api, other, nobody, person):
    held = make_held(person)
    entry = recent(person, 5)
    for place in (
        f"/renewals/{held.number}/",
        f"/renewals/{held.number}/receipts/",
        f"/portfolio/{entry.pk}/",
    ):
        assert other.get(place).status_code == 404
        assert nobody.get(place).status_code == 401
    answer = other.post(f"/renewals/{held.number}/actions/submit/", {"typed_name": "x"})
    assert answer.status_code == 404
    assert other.delete(f"/portfolio/{entry.pk}/").status_code == 404


def test_the_portfolio_without_an_application(api, person):
    key = str(uuid4())
    entry = {"kind": "training", "title": "Play", "organization": "Aloha", "hours": 2, "id": key}
    refused = api.post("/portfolio/", entry)
    assert codes(refused) == [("required", ["training", "started_on"])]
    entry["started_on"] = "2026-03-01"
    assert [api.post("/portfolio/", entry).status_code for _ in range(2)] == [201, 201]
    assert api.get("/portfolio/?kind=training").json()["count"] == 1
    place = f"/portfolio/{key}/"
    assert api.patch(place, {"hours": "3"}).status_code == 428
    changed = api.patch(place, {"hours": "3"}, If_Match='"1"')
    assert (changed.json()["hours"], changed.json()["revision"]) == ("3", 2)
    assert api.delete(place, If_Match='"1"').status_code == 412
    assert api.delete(place).status_code == 204
    assert codes(api.post("/portfolio/", {**entry, "kind": "flying"})) == [("unknown_kind", ["kind"])]


def test_many_at_once(api, person):
    text = "Title\tGiven by\tDate\tHours\nPlay\tAloha\t2026-03-01\t2\nBad\tAloha\t2026-03-02\tmany\n"
    shown = api.post("/portfolio/actions/paste/", {"text": text}).json()
    assert shown["added"] == 0
    assert [len(one["problems"]) for one in shown["rows"]] == [0, 1]
    assert api.post("/portfolio/actions/paste/", {"text": text, "add": True}).json()["added"] == 1
    again = api.post("/portfolio/actions/paste/", {"text": text, "add": True}).json()
    assert again["added"] == 0
    assert again["rows"][0]["there"]
    assert codes(api.post("/portfolio/actions/paste/", {"text": ""})) == [("rows", ["text"])]
    assert EvidenceEntry.objects.count() == 1
