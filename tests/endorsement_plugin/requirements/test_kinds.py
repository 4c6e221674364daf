"""Each kind of requirement says everything about itself, and what was stored stays as it was written."""

import ast
import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

import endorsement_plugin
from endorsement_plugin.requirements.assess import assess
from endorsement_plugin.requirements.clauses import dump, parse
from endorsement_plugin.requirements.evidence import Entry, Evidence
from endorsement_plugin.requirements.evidence_kinds import EVIDENCE_KINDS
from endorsement_plugin.requirements.findings import PHASES
from endorsement_plugin.requirements.kinds import KINDS, Clause, kinds_in

PLUGIN = Path(endorsement_plugin.__file__).parent

STORED = """\
{"kind": "education", "id": "a", "designation": "", "degrees": ["cda", "master"], "or_higher": true}
{"kind": "work", "id": "b", "designation": "Clinical", "years": "2.50", "field": "x", "after": ["cda"]}
{"kind": "training", "id": "c", "designation": "", "hours": "30", "topic": "0–3", "quotas": []}
{"kind": "training", "id": "q", "designation": "", "hours": "48.0", "topic": "", "quotas": \
[{"area": "dei", "label": "diversity", "hours": "3.0"}]}
{"kind": "supervision", "id": "d", "designation": "", "hours": "24", "min_months": 12, "max_months": 24, \
"context": ""}
{"kind": "references", "id": "e", "designation": "", "count": 3}
{"kind": "portfolio", "id": "f", "designation": "", "areas": [{"value": "v", "label": "V"}], "subject": "s"}
{"kind": "attestation", "id": "g", "designation": "", "title": "Code", "statement": "code"}
{"kind": "transcripts", "id": "h", "designation": "", "count": 1}
{"kind": "exam", "id": "i", "designation": ""}
{"kind": "license", "id": "n", "designation": "", "licenses": [{"value": "v", "label": "V"}]}
{"kind": "any_of", "id": "j", "designation": "", "clauses": [{"kind": "exam", "id": "k", "designation": ""}, \
{"kind": "any_of", "id": "l", "designation": "", "clauses": []}]}""".splitlines()


@pytest.mark.parametrize("stored", STORED, ids=lambda stored: stored[10:16])
def test_a_stored_requirement_is_written_as_it_was_read_to_the_byte(stored: str) -> None:
    assert json.dumps(dump(parse([json.loads(stored)]))[0], ensure_ascii=False) == stored


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_kind_is_fed_by_a_section_that_there_is(kind: type[Clause]) -> None:
    evidence = {f"evidence:{name}" for name in EVIDENCE_KINDS}
    assert kind.fed_by in {"references", "transcripts", "attestation", "", *evidence}
    assert kind.phase in PHASES


def test_what_portfolios_are_fed_by_is_said_once() -> None:
    assert KINDS["portfolio"].fed_by == KINDS["training"].fed_by == "evidence:training"


@dataclass(frozen=True)
class Speechless(Clause):
    kind = "speechless"

    def examine(self, evidence: object, today: object) -> tuple[()]:
        return ()


@dataclass(frozen=True)
class Nameless(Clause):
    phrase = "a nameless thing"

    def examine(self, evidence: object, today: object) -> tuple[()]:
        return ()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Speechless, "Speechless is no kind of requirement yet. It needs: phrase."),
        (Nameless, "Nameless is no kind of requirement yet. It needs: kind."),
    ],
)
def test_a_module_that_leaves_something_unsaid_does_not_register(kind: type[Clause], words: str) -> None:
    module = ModuleType(kind.__module__)
    vars(module)[kind.__name__] = kind
    with pytest.raises(TypeError) as refused:
        list(kinds_in(module))
    assert str(refused.value) == words


def test_nothing_outside_asks_which_kind_a_requirement_is() -> None:
    """Only the registry and what every kind has are imported from elsewhere, save for an editor's blocks."""
    known = {"KINDS", "CLAUSE_BLOCKS", "AllOf", "AnyOf", "Area", "Clause", "LATER", "OF_EVIDENCE"}
    asked = {
        f"{path.relative_to(PLUGIN)}: {name.name}"
        for path in PLUGIN.rglob("*.py")
        if path.parent.name != "kinds" and path.name != "renewing.py"  # fewer of the same blocks
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and _of_kinds(path, node.module or "")
        for name in node.names
        if name.name not in known
    }
    assert not asked


def _of_kinds(path: Path, module: str) -> bool:
    """Whether it is the requirements' kinds that are imported; retention has kinds of its own."""
    within = "requirements" in path.relative_to(PLUGIN).parts
    return "requirements.kinds" in module or (within and "kinds" in module.split("."))


@pytest.mark.parametrize("said", ["imh", " IMH ", "infant mental health", "Infant Mental Health\n"])
def test_an_area_is_known_by_its_value_and_its_label_however_they_are_spelled(said: str) -> None:
    field = [{"value": "imh", "label": "Infant mental health"}]
    (work,) = parse([{"id": "w", "kind": "work", "years": "1", "fields": field}])
    (license_,) = parse([{"id": "l", "kind": "license", "licenses": field}])
    (member,) = parse([{"id": "m", "kind": "membership", "associations": field}])
    today = date(2026, 3, 1)
    entries = (
        Entry("work", field=said, started_on=date(2024, 1, 1)),
        Entry("license", title=said, ended_on=today),
        Entry("membership", organization=said, ended_on=today),
    )
    assert assess([work, license_, member], Evidence(entries), today).met_for("submit")
    others = tuple(replace(one, field="x", title="x", organization="x") for one in entries)
    held = assess([work, license_, member], Evidence(others), today)
    assert not any(finding.met for finding in held.findings)


@pytest.mark.parametrize("chosen", ["Clinical", " clinical", ""])
def test_more_hours_bind_as_a_requirement_for_the_same_designation_does(chosen: str) -> None:
    extra = {"hours": "5", "condition": "you are clinical", "designation": "Clinical"}
    clauses = parse(
        [
            {"id": "x", "kind": "exam", "designation": "Clinical"},
            {"id": "t", "kind": "training", "hours": "10", "extras": [extra]},
        ]
    )
    found = assess(clauses, Evidence(designation=chosen), date(2026, 3, 1)).findings
    assert [finding.clause_id for finding in found] == ["x", "t"]
    assert found[1].minimum == "15"
    (other,) = assess(clauses, Evidence(designation="Research"), date(2026, 3, 1)).findings
    assert (other.clause_id, other.minimum) == ("t", "10")
