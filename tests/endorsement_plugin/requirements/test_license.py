"""Any of several licenses, valid on the day."""

from datetime import date, timedelta
from typing import Any

import pytest

from endorsement_plugin.requirements.assess import assess
from endorsement_plugin.requirements.clauses import areas, offered, parse
from endorsement_plugin.requirements.evidence import Entry, Evidence
from endorsement_plugin.requirements.findings import Finding
from tests.endorsement_plugin.requirements.categories import TODAY, degree

LCSW = {"id": "o1", "value": "lcsw", "label": "Social Worker (LCSW)"}
LMFT = {"id": "o2", "value": "lmft", "label": "Therapist"}
NURSE = {"id": "o3", "value": "nurse", "label": "Nurse"}
DAY = timedelta(days=1)


def clause(*licenses: dict[str, str], **more: Any) -> dict[str, Any]:
    return {"id": "l", "kind": "license", "licenses": list(licenses), **more}


def held(title: str, until: date | None = date(2031, 3, 31)) -> Entry:
    return Entry("license", title, ended_on=until)


def find(demanded: dict[str, Any], *entries: Entry) -> Finding:
    (finding,) = assess(parse([demanded]), Evidence(entries=entries), TODAY).findings
    return finding


@pytest.mark.parametrize(
    ("demanded", "words"),
    [
        (clause(), "A valid license"),
        (clause(NURSE), "A valid license as Nurse"),
        (clause(LMFT, NURSE), "A valid license as Therapist or Nurse"),
        (
            clause(LCSW, LMFT, NURSE, designation="clinical"),
            "Clinical applicants only: a valid license as Social Worker (LCSW), Therapist, or Nurse",
        ),
        (clause({"value": "x", "label": "אחות"}), "A valid license as \u2068אחות\u2069"),
    ],
)
def test_its_sentence_names_the_licenses(demanded: dict[str, Any], words: str) -> None:
    assert parse([demanded])[0].sentence == words


@pytest.mark.parametrize(
    ("entries", "met", "detail"),
    [
        ([], False, "No license has been entered yet."),
        ([degree("master")], False, "No license has been entered yet."),
        ([held("Barber")], False, "No license entered so far is one of these."),
        ([held("Nurse")], True, "Nurse, valid until 31 March 2031."),
        ([held(" NURSE ", TODAY)], True, " NURSE , valid until 1 March 2026."),
        ([held("lmft", TODAY)], True, "lmft, valid until 1 March 2026."),
        (
            [held("Nurse", TODAY - DAY)],
            False,
            "Nurse was valid until 28 February 2026.",
        ),
        ([held("Nurse", None)], False, "Nurse: enter until when it is valid."),
        (
            [held("Nurse", TODAY - DAY), held("lmft", TODAY + DAY), held("Barber")],
            True,
            "lmft, valid until 2 March 2026.",
        ),
    ],
)
def test_one_that_is_still_valid_meets_it(entries: list[Entry], met: bool, detail: str) -> None:
    for order in (entries, entries[::-1]):
        finding = find(clause(LMFT, NURSE), *order)
        assert (finding.met, finding.detail, finding.phase) == (met, detail, "submit")


def test_without_names_any_license_does() -> None:
    assert find(clause(), held("Barber")).met
    assert not find(clause(), held("Barber", TODAY - DAY)).met


def test_it_stands_for_a_degree_in_a_group() -> None:
    group = {
        "id": "g",
        "kind": "any_of",
        "clauses": [{"id": "d", "kind": "education", "degrees": ["master"]}, clause(NURSE)],
    }
    assert find(group, held("Nurse")).met
    assert find(group, degree("master")).met
    unmet = find(group, held("Barber"))
    assert not unmet.met
    assert "Nurse: No license entered so far is one of these." in unmet.detail


def test_licenses_are_offered_for_licenses_and_areas_for_the_rest() -> None:
    demanded = parse([clause(LCSW), {"id": "p", "kind": "portfolio", "areas": [LMFT]}])
    assert [one.label for one in offered(demanded, "license")] == [LCSW["label"]]
    assert [one.value for one in areas(demanded)] == ["lmft"]
