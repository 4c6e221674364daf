"""An editor allows a provisional grant: for how long, and what may follow."""

from typing import Any

import pytest

from endorsement_plugin.editor.blocks.faults import faults_of
from endorsement_plugin.editor.blocks.requirements import EXAM_FIRST, WHOLE_ONLY
from endorsement_plugin.editor.page_mixins import granting
from endorsement_plugin.models import Credential, RequirementSet
from endorsement_plugin.pages.models import CredentialPage
from tests.endorsement_plugin.editor.desk import Data, Editor, credential_data, make_index

pytestmark = pytest.mark.django_db

MONTHS = {"provisional_months": "24", "provisional_label": "Emerging"}


def training(hours: str = "30", **more: str) -> tuple[str, Data]:
    return "training", {"hours": hours, "topic": "", "quotas-count": "0", "designation": "", **more}


FOLLOWS = training(may_follow="on")


def create(requirements: list[tuple[str, Data]], **more: Any) -> Any:
    editor = Editor()
    return editor.create(CredentialPage, make_index(editor), credential_data(requirements, **more))


def refused(requirements: list[tuple[str, Data]], **more: Any) -> dict[str, list[str]]:
    form = create(requirements, **more)
    assert not isinstance(form, CredentialPage)
    return {name: list(words) for name, words in form.errors.items()}


def test_what_is_ticked_is_published_with_its_months(client):
    page = create([FOLLOWS], **MONTHS)
    assert isinstance(page, CredentialPage), page.errors
    credential = Credential.objects.get()
    assert (credential.provisional_months, credential.provisional_label) == (24, "Emerging")
    assert RequirementSet.objects.get().clauses[0]["may_follow"] is True
    assert "(may follow later)" in client.get(page.url).content.decode()


def test_what_is_not_ticked_leaves_nothing_in_the_set():
    create([training()])
    assert "may_follow" not in RequirementSet.objects.get().clauses[0]


@pytest.mark.parametrize(
    ("requirements", "fields", "errors"),
    [
        ([training()], MONTHS, {"provisional_months": [granting.NOTHING_FOLLOWS]}),
        ([FOLLOWS], {}, {"provisional_months": [granting.HOW_LONG]}),
        ([training()], {"provisional_label": "Emerging"}, {"provisional_label": [granting.NEVER]}),
    ],
)
def test_contradictions_are_refused_beside_their_field(requirements, fields, errors):
    assert refused(requirements, **fields) == errors


@pytest.mark.parametrize("months", ["0", "121", "-1"])
def test_months_are_from_1_to_120(months):
    assert "provisional_months" in refused([FOLLOWS], provisional_months=months)


def faults(requirements: list[tuple[str, Data]]) -> list[tuple[tuple[int | str, ...], str]]:
    form = create(requirements, **MONTHS)
    return faults_of(form.errors.as_data()["requirements"][0])


def test_an_exam_cannot_follow():
    exam = "exam", {"exam_parts-count": "0", "designation": "", "may_follow": "on"}
    assert [words for _, words in faults([exam])] == [EXAM_FIRST]


def test_one_part_of_a_group_cannot_follow():
    clauses = {"count": "2", **_children(FOLLOWS, training("60"))}
    group = "any_of", {"clauses": clauses, "designation": ""}
    assert faults([group]) == [((0, "clauses", 0, "may_follow"), WHOLE_ONLY)]


def _children(*blocks: tuple[str, Data]) -> Data:
    return {
        str(place): {"type": kind, "value": value, "order": str(place), "deleted": ""}
        for place, (kind, value) in enumerate(blocks)
    }
