import pytest

from endorsement_plugin.definitions import form as definitions
from endorsement_plugin.definitions.hashes import structure_hash, text_hash
from endorsement_plugin.forms.preview import shown_steps
from tests.factories.definitions import application_form, definition, question, section, step

FORM = definition(
    step("first", question("a"), section("content", html="<p>Read.</p>")),
    step("second", question("b"), section("person")),
)


def test_reading() -> None:
    assert [found["name"] for found in definitions.steps(FORM)] == ["first", "second"]
    assert definitions.step(FORM, "second")["id"] == "step-second"
    assert [field["name"] for field in definitions.every_question(FORM)] == ["a", "b"]
    assert [field["name"] for field in definitions.every_section(FORM, "person")] == ["person"]
    assert definitions.step_of(FORM, "s-person")["name"] == "second"
    assert definitions.minutes(FORM) == 20
    with pytest.raises(KeyError):
        definitions.step(FORM, "third")
    with pytest.raises(KeyError):
        definitions.step_of(FORM, "q-z")


def test_every_section_of_a_step() -> None:
    form = application_form()
    (found,) = definitions.sections(definitions.step(form, "references"), "references")
    assert found["count"] == 3
    assert definitions.answerable(definitions.step(form, "references")) == []


def test_wording_and_structure_are_told_apart() -> None:
    reworded = definition(
        step(
            "first", question("a", label="A, please", help="A hint"), section("content", html="<p>New.</p>")
        ),
        step("second", question("b"), section("person"), title="Another title"),
        title="Another title",
    )
    assert structure_hash(reworded) == structure_hash(FORM)
    assert text_hash(reworded) != text_hash(FORM)


@pytest.mark.parametrize(
    "changed",
    [
        definition(step("first", question("a"), section("content", html="")), step("second", question("b"))),
        definition(
            step("first", question("a", required=False)), step("second", question("b"), section("person"))
        ),
        definition(step("second", question("b"), section("person")), step("first", question("a"))),
    ],
)
def test_another_structure(changed: dict[str, object]) -> None:
    assert structure_hash(changed) != structure_hash(FORM)


def test_a_statement_is_structure_because_it_is_signed() -> None:
    def signed(sha: str) -> dict[str, object]:
        return definition(step("s", section("attestation", title="T", statement=sha, sha256=sha)))

    assert structure_hash(signed("1")) != structure_hash(signed("2"))


def test_shown_in_the_authors_order() -> None:
    first, second = shown_steps(FORM)
    assert [part["field"]["name"] for part in first["parts"]] == ["a", "content"]
    assert first["parts"][0]["control"].html_name == "first-a"
    assert second["parts"][1]["control"] is None
