"""What a client reads before it can build a form."""

import pytest
from jsonschema import Draft202012Validator

from endorsement_plugin.models import RequirementSet
from tests.factories.credentials import (
    make_application_form,
    make_credential,
    make_exam_paper,
    make_requirements,
    publish,
)
from tests.factories.definitions import application_form, definition, question, step


@pytest.fixture
def version(db):
    return make_application_form()


@pytest.fixture
def path(version):
    return f"/forms/{version.form.family}/"


def test_the_forms_that_can_be_started(nobody, version):
    body = nobody.get("/forms/").json()
    assert [(one["id"], one["credential"]) for one in body["items"]] == [(str(version.form.family), "IFS")]
    version.form.is_open = False
    version.form.save()
    assert nobody.get("/forms/").json()["count"] == 0
    assert nobody.get(f"/forms/{version.form.family}/").status_code == 404


def test_a_form_with_its_definition_and_its_demands(nobody, version, path):
    RequirementSet.objects.all().delete()
    make_requirements(version.form.credential, [{"kind": "training", "id": "c1", "hours": "30"}])
    answer = nobody.get(path)
    body = answer.json()
    assert body["definition"] == version.definition
    assert (body["version"], body["structure"]) == (1, version.structure_hash)
    assert [one["kind"] for one in body["requirements"]] == ["training"]
    assert "30" in body["requirements"][0]["sentence"]
    assert answer["Cache-Control"] == "public, max-age=300"


def test_a_form_is_not_sent_again_until_it_changes(nobody, version, path):
    tag = nobody.get(path)["ETag"]
    unchanged = nobody.get(path, If_None_Match=tag)
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    publish(version.form, application_form())
    changed = nobody.get(path, If_None_Match=tag)
    assert (changed.status_code, changed.json()["version"]) == (200, 2)


def test_a_version_never_changes(nobody, version, path):
    publish(version.form, definition(step("one", question("agency"))))
    first = nobody.get(f"{path}versions/1/")
    assert first.json()["definition"] == version.definition
    assert "immutable" in first["Cache-Control"]
    assert nobody.get(f"{path}versions/3/").status_code == 404


def test_the_schema_takes_what_submitting_takes(nobody, version, path):
    schema = nobody.get(f"{path}schema/").json()
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert validator.is_valid({"agency": "Harbor Clinic", "story": "I visit families."})
    assert not validator.is_valid({"agency": "Harbor Clinic"})
    assert not validator.is_valid({"agency": "Harbor Clinic", "story": "x", "surprise": "x"})


def test_exam_papers_and_reference_forms_are_nobodys_to_read(nobody, api, version):
    paper = make_exam_paper(make_credential())
    families = [paper.form.family, version.form.association.forms.get(kind="reference").family]
    for family in families:
        for client in (nobody, api):
            assert client.get(f"/forms/{family}/").status_code == 404
            assert client.get(f"/forms/{family}/versions/1/").status_code == 404
            assert client.get(f"/forms/{family}/schema/").status_code == 404
