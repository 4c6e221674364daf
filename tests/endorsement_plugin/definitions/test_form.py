import pytest

from endorsement_plugin.definitions.fields import (
    EvidenceSection,
    PersonSection,
    Question,
    ReferencesSection,
    TranscriptsSection,
)
from endorsement_plugin.definitions.form import FormDefinition
from endorsement_plugin.definitions.hashes import structure_hash, text_hash
from endorsement_plugin.definitions.parsing import parse, parse_field
from endorsement_plugin.forms.preview import shown_steps
from tests.factories.definitions import application_form, definition, question, section, step

STORED = definition(
    step("first", question("a"), section("content", html="<p>Read.</p>")),
    step("second", question("b"), section("person")),
)
FORM = parse(STORED)


def test_reading() -> None:
    assert [found.name for found in FORM.steps] == ["first", "second"]
    assert [found.name for found in FORM.questions] == ["a", "b"]
    assert [found.name for found in FORM.sections(PersonSection)] == ["person"]
    assert FORM.minutes == 20
    second = FORM.step("second")
    assert second
    assert second.id == "step-second"
    assert second.asks_who
    assert FORM.step_of("s-person") is second
    assert FORM.step("third") is None
    assert FORM.step_of("q-z") is None


def test_every_section_of_a_step() -> None:
    form = parse(application_form("family"))
    found = form.step("references")
    assert found
    assert found.questions == []
    (referees,) = found.sections(ReferencesSection)
    assert (referees.count, referees.form, form.reference_form) == (3, "family", "family")
    assert form.roles == ["Supervisor", "Colleague", "Anyone who knows your work"]
    assert form.evidence_kinds == ["education", "work", "training", "supervision"]
    assert [place.name for place, _ in form.placed(EvidenceSection)][:2] == ["experience", "experience"]
    upload = form.section(TranscriptsSection, "s-transcripts")
    assert upload
    assert upload.max == 3
    assert form.section(TranscriptsSection, "s-references") is None


@pytest.mark.parametrize(
    ("count", "slots", "roles"),
    [(2, [], ["", ""]), (1, [{"role": "A"}, {"role": "B"}], ["A"]), (2, [{"role": "A"}, {}], ["A", ""])],
)
def test_as_many_referees_as_the_form_counts(
    count: int, slots: list[dict[str, str]], roles: list[str]
) -> None:
    stored = definition(step("one", section("references", count=count, slots=slots)))
    assert parse(stored).roles == roles


def test_a_form_that_asks_for_none_of_it() -> None:
    nothing = FormDefinition()
    assert (nothing.roles, nothing.reference_form, nothing.evidence_kinds) == ([], "", [])
    assert (nothing.questions, nothing.minutes) == ([], 0)


def test_what_is_not_known_is_passed_over_and_stays_in_the_stored_form() -> None:
    stored = definition(
        step("first", question("a", pattern="[0-9]+"), section("hologram", depth=3)), theme="dark"
    )
    form = parse(stored)
    a, hologram = form.fields
    assert isinstance(a, Question)
    assert isinstance(hologram, Question)
    assert hologram.type == "hologram"
    assert a.stored == stored["steps"][0]["fields"][0]
    assert form.steps[0].stored is stored["steps"][0]
    assert a == parse_field(question("a"))


@pytest.mark.parametrize("missing", ["minutes", "intro", "title"])
def test_what_is_missing_or_null_has_its_default(missing: str) -> None:
    plain = step("first", question("a", help=None, max_length=None))
    null = parse(definition({**plain, missing: None}))
    absent = parse(definition({name: value for name, value in plain.items() if name != missing}))
    assert null == absent
    assert not getattr(null.steps[0], missing)
    assert (null.questions[0].help, null.questions[0].max_length) == ("", None)


def test_wording_and_structure_are_told_apart() -> None:
    reworded = definition(
        step(
            "first", question("a", label="A, please", help="A hint"), section("content", html="<p>New.</p>")
        ),
        step("second", question("b"), section("person"), title="Another title"),
        title="Another title",
    )
    assert structure_hash(reworded) == structure_hash(STORED)
    assert text_hash(reworded) != text_hash(STORED)


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
    assert structure_hash(changed) != structure_hash(STORED)


def test_a_statement_is_structure_because_it_is_signed() -> None:
    def signed(sha: str) -> dict[str, object]:
        return definition(step("s", section("attestation", title="T", statement=sha, sha256=sha)))

    assert structure_hash(signed("1")) != structure_hash(signed("2"))


def test_shown_in_the_authors_order() -> None:
    first, second = shown_steps(FORM)
    assert [part.field.name for part in first.parts] == ["a", "content"]
    asked = first.parts[0].control
    assert asked
    assert asked.html_name == "first-a"
    assert second.parts[1].control is None
