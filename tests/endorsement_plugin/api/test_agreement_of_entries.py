"""The screen and the API keep the same, refuse the same in the same words, and measure it as the same.

Entries of every kind of evidence, right and wrong ones, are sent both ways; and rows of all sorts, of which
each kind of requirement counts some, are shown both ways.
"""

from dataclasses import fields
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django import forms
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from endorsement_plugin.models import Application, EvidenceEntry, Person
from endorsement_plugin.portfolio.forms import EvidenceForm
from endorsement_plugin.requirements.clauses import everyone
from endorsement_plugin.requirements.evidence import Entry
from endorsement_plugin.requirements.evidence_kinds import EVIDENCE_KINDS, plain
from endorsement_plugin.requirements.kinds import KINDS
from tests.endorsement_plugin.api.both_ways import (
    ALL,
    CLAUSES,
    FORM,
    assessed_by_the_api,
    assessed_on_the_page,
    numbered,
    undone,
)
from tests.endorsement_plugin.api.headless import App
from tests.endorsement_plugin.requirements.drawn import entries
from tests.factories.applications import add_reference, add_transcript, make_application
from tests.factories.credentials import make_credential, make_form, make_requirements

ANEW = settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
"""What an example writes is undone, so that the next finds what the fixtures made."""


def test_each_kind_of_requirement_is_among_them() -> None:
    assert {clause.kind for clause in everyone(ALL)} == {*KINDS}


@pytest.fixture
def application(person: Person) -> Application:
    """One that asks for entries of every kind, and all that requirements of every kind count."""
    credential = make_credential()
    make_requirements(credential, numbered(CLAUSES))
    return make_application(person, version=make_form(credential, FORM))


@pytest.fixture
def page(client: Client, person: Person) -> Client:
    client.force_login(person.account)
    return client


# What people type, more of it right than wrong.
DAYS = st.sampled_from(
    ["2024-03-31", "2025-01-01", "2019-06-30", "2023-02-29", "", "2999-01-01", "1900-01-01", "03/31/2024"]
)
NUMBERS = st.sampled_from(
    ["6", "2.5", "1.25", " 8 ", "24.5", "0", "-1", "1.234", "1,250", "20001", "", "many"]
)
TEXTS = st.sampled_from(["Attachment", "Nurse", " AIMH ", "Zoë <b>", "", "   ", "x" * 201, "a\0b"])
ADDRESSES = st.sampled_from(
    ["sue@example.org", "SUE@example.org ", "", "nowhere", "ina.applicant@example.org"]
)


def typed(field: Any) -> st.SearchStrategy[Any]:
    """What somebody may put into this control."""
    if isinstance(field, forms.ChoiceField):
        offered = [value for value, _ in list[Any](field.widget.choices)]
        one = st.sampled_from([*offered, *offered, "nothing"])
        several = isinstance(field, forms.MultipleChoiceField)
        return st.lists(one, max_size=2, unique=True) if several else one
    if isinstance(field, forms.DateField):
        return DAYS
    if isinstance(field, forms.DecimalField | forms.IntegerField):
        return NUMBERS
    return ADDRESSES if isinstance(field, forms.EmailField) else TEXTS


@st.composite
def sent(draw: st.DrawFn, kind: str, form: EvidenceForm) -> dict[str, Any]:
    """The details of an entry. Now and then two of them are as they come, the others are right."""
    right = {name: good for name in form.fields if (good := GOOD.get((kind, name), GOOD.get(name)))}
    doubtful = draw(st.lists(st.sampled_from([*form.fields]), max_size=3, unique=True))
    return right | {name: draw(typed(form.fields[name])) for name in doubtful}


GOOD: dict[Any, Any] = {
    "title": "Nurse", "organization": "AIMH", "number": "RN 12", "degree": "master", "hours": "24",
    "started_on": "2023-01-01", "ended_on": "2024-06-30", "giver": "Sue Pervisor", "giver_category": "IMHM",
    "setting": "individual", "hours_on_giving": "4", "areas": ["theory"], "basis": "paid", "families": "4",
    ("license", "ended_on"): "2030-01-01", ("membership", "ended_on"): "2030-01-01",
}  # fmt: skip


def stored() -> list[dict[str, str]]:
    return [{"kind": row.kind} | plain(row.kind, row.details) for row in EvidenceEntry.objects.all()]


@pytest.mark.parametrize("kind", EVIDENCE_KINDS)
def test_an_entry_is_kept_or_refused_and_counted_as_the_same(
    page: Client, api: App, application: Application, kind: str
) -> None:
    form = EvidenceForm(kind=kind, person=application.person, clauses=ALL)
    outcomes: set[int] = set()

    @given(sent(kind, form))
    @ANEW
    def both_ways(details: dict[str, Any]) -> None:
        key = str(uuid4())
        with undone():
            screen = page.post(f"/apply/{application.pk}/evidence/{kind}/add/", details | {"entry": key})
            refused = screen.status_code == 422
            errors = screen.context["form"].errors.values() if refused else []
            on_screen = {str(error) for several in errors for error in several}
            kept, on_page = stored(), assessed_on_the_page(page, application)
        with undone():
            said = api.post(f"/applications/{application.pk}/evidence/", {"kind": kind, "id": key} | details)
            assert (said.status_code == 422) is refused, said.content
            assert stored() == kept
            assert {one["msg"] for one in said.json().get("errors", ())} == on_screen
            assert assessed_by_the_api(api, application) == on_page
        outcomes.add(screen.status_code)
        assert len(kept) == (0 if refused else 1)

    both_ways()
    assert outcomes == {302, 422}


COLUMNS = {field.name for field in fields(Entry)} - {"id", "kind", "standings"}


@given(
    st.lists(entries(), max_size=4),
    st.lists(st.sampled_from(["draft", "sent", "received"]), max_size=3),
    st.lists(st.sampled_from(["accepted", "verified", "refused"]), max_size=2),
    st.sampled_from(["", "clinical", "policy"]),
)
@ANEW
def test_requirements_of_every_kind_stand_the_same(
    page: Client,
    api: App,
    application: Application,
    portfolio: list[Entry],
    referees: list[str],
    transcripts: list[str],
    designation: str,
) -> None:
    with undone():
        write(portfolio, application.person)
        for slot, state in enumerate(referees, 1):
            answered = datetime(2026, 1, 1, tzinfo=UTC) if state == "received" else None
            add_reference(application, slot, state, role="Boss", answered_at=answered)
        for state in transcripts:
            add_transcript(application, state)
        application.drafts.create(step="step-about_you", answers={"q-designation": designation})
        on_page, told = assessed_on_the_page(page, application), assessed_by_the_api(api, application)
        assert told == on_page
        assert len(told.entries) == len(portfolio)
        binding = {one.kind for one in ALL if not one.designation or designation in ("", "clinical")}
        assert {kind for _, kind, *_ in told.requirements} == binding


@given(st.lists(entries(), max_size=6), st.sampled_from(["", "clinical", "policy"]))
@ANEW
def test_what_stands_in_the_way_of_submitting_is_the_same(
    page: Client, api: App, application: Application, portfolio: list[Entry], designation: str
) -> None:
    with undone():
        write(portfolio, application.person)
        application.drafts.create(step="step-about_you", answers={"q-designation": designation})
        screen = page.post(f"/apply/{application.pk}/check/", {})
        on_screen = [one["problem"].message for one in screen.context["problems"]]
        said = api.post(f"/applications/{application.pk}/actions/submit/", {}, If_Match='"1"')
        assert (screen.status_code, said.status_code) == (422, 422)
        assert [one["msg"] for one in said.json()["errors"]] == on_screen
        told = assessed_by_the_api(api, application)
        unmet = [one for one in told.requirements if one[1] in AT_SUBMITTING and not one[5]]
        assert all(any(sentence in words for words in on_screen) for _, _, sentence, *_ in unmet)


AT_SUBMITTING = {"education", "work", "training", "supervision", "membership", "any_of"}
"""Kinds of requirement that are met before submitting, and that no section of the form speaks for."""


def write(portfolio: list[Entry], person: Person) -> None:
    """These entries, as rows of the person's portfolio."""
    for entry in portfolio:
        details = {name: getattr(entry, name) for name in COLUMNS & {*EVIDENCE_KINDS[entry.kind].details}}
        details = {name: [*one] if isinstance(one, tuple) else one for name, one in details.items()}
        details |= {"hours": details.get("hours") or None}  # no row has none of them as a number
        EvidenceEntry.objects.create(person=person, kind=entry.kind, **details)
