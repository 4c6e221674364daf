"""Requirements of every kind, nested two deep, and evidence for them: drawn by hypothesis."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from endorsement_plugin.requirements.clauses import Clause, parse
from endorsement_plugin.requirements.degrees import DEGREES
from endorsement_plugin.requirements.evidence import Entry, Evidence, PartResult, Referee, Signed, Standing
from endorsement_plugin.requirements.evidence_kinds import EVIDENCE_KINDS
from endorsement_plugin.requirements.kinds import KINDS
from tests.endorsement_plugin.requirements.categories import TODAY

Stored = dict[str, Any]
GROUPS = ("any_of", "all_of")
DEEPEST = 2

AREAS, FIELDS, ROLES = ("theory", "reflection", "giving"), ("imh", "daycare"), ("supervisor", "colleague")
AGES, BASES = ("pregnancy", "0-3", "3-6", "6+"), ("paid", "volunteer", "internship")
LICENSES, CODES, STATEMENTS = ("Nurse", "Teacher"), ("IMHM", "IFS", "vetted"), ("code", "small_print")
STANDARDS, PARTS = ("", "unofficial", "official", "sealed"), ("written", "oral")

days = st.dates(date(2015, 1, 1), date(2027, 12, 31))
hours = st.decimals(min_value=0, max_value=200, places=2)
small = st.integers(0, 3)


def some(values: tuple[str, ...], least: int = 0) -> st.SearchStrategy[list[str]]:
    """Some of these, each once."""
    return st.lists(st.sampled_from(values), min_size=least, max_size=2, unique=True)


def named(values: tuple[str, ...], least: int = 0) -> st.SearchStrategy[list[Stored]]:
    """Some of these as an editor stores them."""
    return some(values, least).map(lambda chosen: [{"value": one, "label": one.title()} for one in chosen])


def numbers(most: int) -> st.SearchStrategy[str]:
    """A number as it is stored; often none."""
    return st.one_of(st.just("0"), st.integers(1, 4 * most).map(lambda quarters: str(Decimal(quarters) / 4)))


givers = st.lists(
    st.fixed_dictionaries(
        {
            "category": st.sampled_from([*CODES, "endorsed", "anyone"]),
            "until": st.sampled_from(["", "2024-06-30"]),
        }
    ),
    max_size=2,
)
quotas = some(AREAS).flatmap(
    lambda areas: st.tuples(
        *(
            st.fixed_dictionaries({"area": st.just(area), "label": st.just(area), "hours": numbers(9)})
            for area in areas
        )
    )
)
extra = {
    "hours": numbers(9),
    "area": st.sampled_from(["", *AREAS]),
    "question": st.sampled_from(["", "gives"]),
}
extras = st.lists(st.fixed_dictionaries(extra), max_size=1)

FIELDS_OF: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "education": {
        "degrees": some(tuple(DEGREES), 1),
        "or_higher": st.booleans(),
        "licensed": st.booleans(),
        "licenses": named(LICENSES),
    },
    "work": {
        "years": numbers(3),
        "after": some(("bachelor", "master")),
        "or_higher": st.booleans(),
        "full_time": st.sampled_from(["0", "40", "37.5"]),
        "fields": named(FIELDS),
        "ages": some(AGES),
        "families": small,
        "bases": some(BASES),
        "givers": givers,
    },
    "training": {
        "hours": numbers(60),
        "topic": st.sampled_from(["", "theory"]),
        "marked": st.booleans(),
        "within_years": st.sampled_from([0, 5]),
        "quotas": quotas,
        "extras": extras,
    },
    "supervision": {
        "hours": numbers(40),
        "min_months": st.sampled_from([0, 6, 12]),
        "max_months": st.sampled_from([0, 12, 24]),
        "individual": numbers(9),
        "group": numbers(20),
        "giving": numbers(5),
        "givers": givers,
        "within_years": st.sampled_from([0, 9]),
        "while_working": st.booleans(),
        "fields": named(FIELDS),
    },
    "portfolio": {
        "areas": named(AREAS),
        "count": small,
        "kinds": st.sampled_from([[], ["training"], ["work", "training"]]),
    },
    "references": {
        "count": small,
        "slots": st.lists(st.fixed_dictionaries({"roles": named(ROLES, 1)}), max_size=2),
        "endorsed": small,
        "accepted": givers,
        "valid_months": st.sampled_from([0, 24]),
        "void_at": st.sampled_from([0, 2]),
        "weigh": st.booleans(),
    },
    "license": {"licenses": named(LICENSES)},
    "membership": {"associations": named(("AIMH", "IMHA"))},
    "holding": {
        "credentials": named(CODES, 1),
        "every": st.booleans(),
        "months": st.sampled_from([0, 12]),
    },
    "transcripts": {"count": small, "standard": st.sampled_from(STANDARDS)},
    "attestation": {
        "statement": st.sampled_from(["", *STATEMENTS]),
        "version": st.sampled_from(["", "1", "2"]),
    },
    "exam": {
        "exam_parts": some(PARTS).map(
            lambda parts: [{"value": one, "label": one, "pass_mark": "80"} for one in parts]
        )
    },
}
assert {*FIELDS_OF, *GROUPS} == {*KINDS}, "A kind of requirement that is not drawn is not shown to be right."


@st.composite
def stored(draw: st.DrawFn, depth: int = 0) -> Stored:
    """One requirement, as an editor's blocks store it."""
    kind = draw(st.sampled_from([*FIELDS_OF, *(GROUPS if depth < DEEPEST else ())]))
    written: Stored = {"kind": kind, "designation": draw(st.sampled_from(["", "", "Clinical"]))}
    written["may_follow"] = draw(st.booleans())
    if kind in GROUPS:
        return written | {"clauses": draw(st.lists(stored(depth + 1), min_size=1, max_size=3))}
    return written | {name: draw(values) for name, values in FIELDS_OF[kind].items()}


def numbered(written: Stored, place: str) -> Stored:
    """The same with a name of its own for it and for each of its parts."""
    parts = [numbered(part, f"{place}.{n}") for n, part in enumerate(written.get("clauses", ()))]
    return written | {"id": place} | ({"clauses": parts} if parts else {})


one_clause: st.SearchStrategy[Clause] = stored().map(lambda one: parse([numbered(one, "0")])[0])
clauses: st.SearchStrategy[tuple[Clause, ...]] = st.lists(stored(), min_size=1, max_size=3).map(
    lambda several: parse([numbered(one, str(place)) for place, one in enumerate(several)])
)

standings = st.lists(
    st.builds(
        Standing,
        st.sampled_from(CODES),
        st.sampled_from([None, date(2018, 1, 1), date(2025, 9, 1)]),
        st.sampled_from([None, date(2024, 1, 1), date(2028, 1, 1)]),
    ),
    max_size=2,
).map(tuple)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """An entry as people make them. It has no id yet."""
    kind, start = draw(st.sampled_from([*EVIDENCE_KINDS])), draw(days)
    lasts_on = kind in ("license", "membership")
    end = draw(days) if lasts_on else start + timedelta(days=draw(st.integers(0, 500)))
    return Entry(
        kind,
        title=draw(st.sampled_from(["", *LICENSES, "nurse "])),
        organization=draw(st.sampled_from(["AIMH", "aimh", ""])),
        started_on=None if lasts_on else draw(st.sampled_from([start, start, None])),
        ended_on=draw(st.sampled_from([end, end, None])),
        hours=draw(st.one_of(st.none(), hours)),
        degree=draw(st.sampled_from(["", *DEGREES])) if kind == "education" else "",
        areas=tuple(draw(some(AREAS))),
        giver_category=draw(st.sampled_from(["", "IMHM", "IFS"])),
        setting=draw(st.sampled_from(["", "individual", "group", "peer"])),
        hours_on_giving=draw(st.one_of(st.none(), hours)),
        hours_per_week=draw(st.sampled_from([None, Decimal(20), Decimal("37.5"), Decimal(60)])),
        basis=draw(st.sampled_from(["", *BASES])),
        field=draw(st.sampled_from(["", "imh", "Imh", "other"])),
        ages=tuple(draw(some(AGES))),
        families=draw(st.sampled_from([None, 0, 2])),
        standings=draw(standings),
    )


portfolios: st.SearchStrategy[tuple[Entry, ...]] = st.lists(entries(), max_size=7).map(tuple)
referees = st.builds(
    Referee, st.sampled_from(["", *ROLES]), st.sampled_from([None, date(2023, 1, 1), TODAY]), small, standings
)


signatures = st.builds(Signed, st.sampled_from(STATEMENTS), st.sampled_from("12"))


@st.composite
def evidence(draw: st.DrawFn) -> Evidence:
    """What an application may hold beside a portfolio. Its numbers fit what they count."""
    named_referees = tuple(draw(st.lists(referees, max_size=3)))
    verified, unseen = draw(st.lists(st.sampled_from(STANDARDS[1:]), max_size=2)), draw(small)
    statements = draw(st.lists(signatures, max_size=2))
    submitted = draw(st.booleans())
    return Evidence(
        references_named=len(named_referees),
        references_received=sum(1 for one in named_referees if one.received_on),
        referees=named_referees,
        transcripts_accepted=len(verified) + (0 if submitted else unseen),
        transcripts_unseen=unseen,
        verified_as=tuple(verified),
        signed=frozenset(one.name for one in statements),
        statements=tuple(statements),
        exam_passed=draw(st.sampled_from([None, True, False])),
        exam_parts=tuple(
            PartResult(part, draw(st.sampled_from([None, True, False])), draw(st.one_of(st.none(), hours)))
            for part in draw(some(PARTS))
        ),
        designation=draw(st.sampled_from(["", "Clinical", "Research"])),
        submitted=submitted,
        submitted_on=TODAY if submitted else None,
        denied=frozenset(draw(some(("gives",)))),
        holdings=draw(standings),
    )
