"""An editor tries a made-up portfolio under what the page says now."""

import json
from typing import Any

import pytest
from django.urls import reverse

from endorsement_plugin.editor.blocks.kinds import CLAUSE_BLOCKS
from endorsement_plugin.editor.blocks.requirements import AnyOfBlock
from endorsement_plugin.models import RequirementSet
from tests.endorsement_plugin.editor.desk import REQUIREMENTS, Editor, credential_data, make_credential_page
from tests.factories.credentials import make_association
from tests.factories.people import make_editor

pytestmark = pytest.mark.django_db


def tried(editor: Editor, page: Any, **sample: str) -> list[tuple[str, bool]]:
    answer: Any = editor.client.get(reverse("endorsement_try", args=[page.pk]), sample)
    assert answer.status_code == 200
    return [(finding.progress, finding.met) for finding in answer.context["findings"]]


TRIED = [
    ({"training_hours": "30", "references": "3"}, [("30 of 30 hours", True), ("3 of 3 references", True)]),
    (
        {"training_hours": "29.5", "references": "2"},
        [("29.5 of 30 hours", False), ("2 of 3 references", False)],
    ),
    ({"degree": "master"}, [("0 of 30 hours", False), ("0 of 3 references", False)]),
]


@pytest.mark.parametrize(("sample", "findings"), TRIED)
def test_it_is_measured(sample: dict[str, str], findings: list[tuple[str, bool]]) -> None:
    editor = Editor()
    page = make_credential_page(editor)
    assert [found for found in tried(editor, page, **sample) if "referees" not in found[0]] == findings


def test_by_the_draft_and_not_by_what_is_published() -> None:
    editor = Editor()
    page = make_credential_page(editor)
    higher = [("training", {**REQUIREMENTS[0][1], "hours": "32"}), REQUIREMENTS[1]]
    editor.change(page, credential_data(higher), publish=False)
    assert tried(editor, page, training_hours="30")[0] == ("30 of 32 hours", False)
    assert RequirementSet.objects.count() == 1


def test_every_kind_of_requirement_can_be_tried_and_nothing_is_asked_before() -> None:
    editor = Editor()
    page = make_credential_page(editor)
    assert tried(editor, page) == []
    everything = {
        "degree": "doctorate", "work_years": "10", "training_hours": "500", "supervision_hours": "200",
        "supervision_months": "24", "giver_category": "IMHM", "references": "5", "transcripts": "3",
        "exam": "passed", "everywhere": "on", "signed": "on",
    }  # fmt: skip
    answer = editor.client.get(reverse("endorsement_try", args=[page.pk]), everything)
    assert answer.status_code == 200
    wrong = editor.client.get(reverse("endorsement_try", args=[page.pk]), {"training_hours": "-3"})
    assert "greater than or equal to 0" in wrong.text


def work(**more: Any) -> dict[str, Any]:
    none = {"fields": [], "field": "", "after": [], "ages": [], "families": 0, "givers": []}
    return {"type": "work", "value": {**none, "designation": "", "full_time": "0", **more}}


SPECIALIST = [
    {"type": "education", "value": {"degrees": ["master"], "licensed": True, "licenses": []}},
    {
        "type": "any_of",
        "value": {
            "clauses": [
                work(years="2", full_time="35", bases=["paid"]),
                work(years="1", bases=["internship"], givers=[{"who": "category", "category": "IMHS"}]),
            ]
        },
    },
]
"""Connecticut's IMHS of 2025, but for its hours."""

ANSWERS = [
    ({"degree": "master", "work_years": "2.1"}, [True, True]),
    ({"license": "Any license", "work_years": "2.1", "hours_per_week": "35"}, [True, True]),
    ({"license": "Any license", "work_years": "2.1", "hours_per_week": "20"}, [True, False]),
    ({"work_years": "1.1", "basis": "internship", "work_giver_category": "IMHS"}, [False, True]),
    ({"work_years": "1.1", "basis": "internship", "work_giver_category": "IFS"}, [False, False]),
    ({"work_years": "9", "basis": "volunteer"}, [False, False]),
]


@pytest.mark.parametrize(("sample", "met"), ANSWERS)
def test_what_a_rule_counts_is_asked_and_measured(sample: dict[str, str], met: list[bool]) -> None:
    editor = Editor()
    page = make_credential_page(editor)
    page.requirements = json.dumps(SPECIALIST)  # type: ignore[assignment]
    page.save_revision(clean=False)
    answer: Any = editor.client.get(reverse("endorsement_try", args=[page.pk]), sample)
    assert [finding.met for finding in answer.context["findings"]] == met
    asked = {"degree", "license", "work_years", "hours_per_week", "basis", "work_giver_category"}
    assert set(answer.context["form"].fields) == asked
    counted = {"paid": "It counts.", "volunteer": "It is volunteer work; only paid work counts."}
    assert counted.get(sample.get("basis", "paid"), "") in answer.text


def test_a_draft_that_cannot_be_read_says_so() -> None:
    editor = Editor()
    page = make_credential_page(editor)
    empty = [("training", {**REQUIREMENTS[0][1], "hours": ""})]
    editor.change(page, credential_data(empty), publish=False)
    answer = editor.client.get(reverse("endorsement_try", args=[page.pk]), {"training_hours": "3"})
    assert answer.status_code == 200
    assert ("cannot be read yet" in answer.text) is (answer.context["findings"] == [])


def test_only_who_writes_the_page_tries_it() -> None:
    editor = Editor()
    page = make_credential_page(editor)
    address = reverse("endorsement_try", args=[page.pk])
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert address in editor.client.get(edit).text
    editor.client.force_login(make_editor(make_association("mi-aimh", "mi-aimh.localhost"), "o@example.org"))
    assert editor.client.get(address).status_code == 404
    assert editor.client.get(reverse("endorsement_try", args=[editor.home.pk])).status_code == 404


@pytest.mark.parametrize("name", [*CLAUSE_BLOCKS, "any_of"])
def test_designations_and_quotas_are_in_sight(name: str) -> None:
    layout = {**CLAUSE_BLOCKS, "any_of": AnyOfBlock}[name]().meta.form_layout
    folded = set(layout.settings)
    assert "designation" in layout.children
    assert not folded & {"designation", "quotas", "extras", "clauses"}
