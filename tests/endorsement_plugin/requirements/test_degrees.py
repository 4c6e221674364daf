"""A degree stands in one place: what an applicant chooses, what an editor ticks, what a sentence says."""

import ast

import pytest

from endorsement_plugin.editor.blocks.clause import DegreesBlock
from endorsement_plugin.models import EvidenceEntry, SubmittedEntry
from endorsement_plugin.requirements.degrees import CHOICES, DEGREES, any_one_of, counts_as
from tests.house_code import modules


def test_applicants_and_editors_choose_from_the_same_words():
    for model in (EvidenceEntry, SubmittedEntry):
        assert model._meta.get_field("degree").choices == [("", "No degree"), *CHOICES]
    assert list(DegreesBlock(required=False).field.choices) == CHOICES
    assert DegreesBlock().render_basic(["doctorate", "cda"]) == (
        "PhD or other doctorate, Child Development Associate (CDA)"
    )


def test_each_is_named_in_one_module():
    naming = {
        (str(path), node.value)
        for path, tree in modules()
        if str(path).startswith("endorsement_plugin/") and "migrations" not in path.parts
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value in DEGREES
    }
    names = {(place, value) for place, value in naming if value not in {"medical", "master"}}
    assert {place for place, _ in names} == {"endorsement_plugin/requirements/degrees.py"}
    assert {value for _, value in names} == set(DEGREES) - {"medical", "master"}


def test_in_rising_order():
    ranks = [one.rank for one in DEGREES.values()]
    assert ranks == sorted(ranks)
    assert any_one_of(["master", "cda"]) == (
        "a Child Development Associate (CDA) credential or a master's degree"
    )


@pytest.mark.parametrize(
    ("degree", "asked", "or_higher", "counts"),
    [
        ("bachelor", ("bachelor",), False, True),
        ("master", ("bachelor",), False, False),
        ("master", ("bachelor",), True, True),
        ("associate", ("master", "bachelor"), True, False),
        ("medical", ("doctorate",), True, False),
        ("doctorate", ("medical", "master"), True, True),
        ("", ("bachelor",), True, False),
        ("habilitation", ("habilitation",), True, False),
        ("master", ("habilitation",), True, False),
    ],
)
def test_what_counts(degree, asked, or_higher, counts):
    assert counts_as(degree, asked, or_higher=or_higher) is counts
