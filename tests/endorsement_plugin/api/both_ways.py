"""Requirements of every kind, a form that feeds them, and how one stands on page and API."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils.html import escape

from endorsement_plugin.models import Application
from endorsement_plugin.requirements.clauses import parse
from endorsement_plugin.requirements.evidence_kinds import EVIDENCE_KINDS
from tests.endorsement_plugin.api.headless import App
from tests.endorsement_plugin.requirements.drawn import AGES, AREAS, BASES, FIELDS
from tests.factories import definitions

CLAUSES: list[dict[str, Any]] = [
    {"kind": "education", "degrees": ["bachelor"], "or_higher": True},
    {"kind": "work", "years": "2", "full_time": "40", "families": 3, "after": ["bachelor"]},
    {"kind": "training", "hours": "30", "quotas": [{"area": "theory", "label": "Theory", "hours": "9"}]},
    {"kind": "supervision", "hours": "24", "min_months": 12, "giving": "3", "givers": [{"category": "IMHM"}]},
    {"kind": "portfolio", "areas": [{"value": one, "label": one.title()} for one in AREAS]},
    {"kind": "references", "count": 2, "slots": [{"roles": [{"value": "Boss", "label": "Boss"}]}]},
    {"kind": "membership", "associations": [{"value": "aimh", "label": "AIMH"}]},
    {"kind": "holding", "credentials": [{"value": "IFS", "label": "IFS"}]},
    {"kind": "transcripts", "count": 1},
    {"kind": "attestation", "statement": "ethics"},
    {"kind": "exam", "designation": "Clinical"},
    {
        "kind": "any_of",
        "clauses": [
            {"kind": "license", "licenses": [{"value": "Nurse", "label": "Nurse"}]},
            {
                "kind": "all_of",
                "clauses": [
                    {"kind": "education", "degrees": ["master"]},
                    {
                        "kind": "work",
                        "years": "1",
                        "fields": [{"value": one, "label": one.title()} for one in FIELDS],
                        "ages": [*AGES],
                        "bases": [*BASES],
                        "givers": [{"category": "anyone"}],
                    },
                ],
            },
        ],
    },
]


def numbered(clauses: list[dict[str, Any]], before: str = "") -> list[dict[str, Any]]:
    """The same, each with an id."""
    parts = [numbered(one.get("clauses", []), f"{before}{n}-") for n, one in enumerate(clauses)]
    return [
        one | {"id": f"{before}{n}"} | ({"clauses": own} if own else {})
        for n, (one, own) in enumerate(zip(clauses, parts, strict=True))
    ]


ALL = parse(numbered(CLAUSES))


FORM = definitions.definition(
    definitions.step("about_you", definitions.question("designation", "choice", required=False, options=[
        {"value": "clinical", "label": "Clinical"}, {"value": "policy", "label": "Policy"},
    ])),
    definitions.step(
        "portfolio", *(definitions.section("evidence", kind, kind=kind) for kind in EVIDENCE_KINDS)
    ),
    definitions.step("transcripts", definitions.section("transcripts", max=3)),
    definitions.step("ethics", definitions.attestation()),
)  # fmt: skip


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside is not there any more."""
    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def assessed_on_the_page(page: Client, application: Application) -> SimpleNamespace:
    """The meters that the page shows, and what became of each entry."""
    shown = page.get(f"/apply/{application.pk}/check/")
    findings = shown.context["findings"]
    words = shown.content.decode()
    for finding in findings:
        for said in (finding.sentence, finding.progress, finding.detail):
            assert escape(said) in words
    steps = page.get(f"/apply/{application.pk}/steps/portfolio/")
    parts = [part.more for part in steps.context["parts"] if "accounts" in (part.more or {})]
    (accounts,) = {id(more["accounts"]): more["accounts"] for more in parts}.values()
    return SimpleNamespace(
        requirements=[
            (one.clause_id, one.kind, one.sentence, one.value, one.minimum, one.met, one.detail)
            for one in findings
        ],
        entries=[
            (key, one.counted, one.why_not, [(use.clause_id, use.counted, use.words) for use in one.uses])
            for key, one in accounts.items()
        ],
    )


def assessed_by_the_api(api: App, application: Application) -> SimpleNamespace:
    """The same as the API tells it."""
    told = api.get(f"/applications/{application.pk}/").json()
    names = ("id", "kind", "sentence", "value", "minimum", "met", "detail")
    return SimpleNamespace(
        requirements=[tuple(one[name] for name in names) for one in told["requirements"]],
        entries=[
            (
                one["id"], one["counted"], one["why_not"],
                [(use["requirement"], use["counted"], use["words"]) for use in one["uses"]],
            )
            for one in told["entries"]
        ],
    )  # fmt: skip
