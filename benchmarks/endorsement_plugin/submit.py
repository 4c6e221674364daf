"""The final submit of a form of 20 questions with 60 entries, beside a bare view that writes as many rows."""

from datetime import date
from decimal import Decimal

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path
from wagtail.contrib.redirects.models import Redirect

from benchmarks.measure import Measured, median, milliseconds

QUESTIONS, ENTRIES, TIMES, WARM_UP = 20, 60, 40, 3
FRAME = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def insert(request: HttpRequest) -> HttpResponse:
    """The same number of rows, in one transaction, and nothing else."""
    rows = range(QUESTIONS + ENTRIES)
    with transaction.atomic():
        Redirect.objects.bulk_create(
            Redirect(old_path=f"/{request.POST['path']}/{n}", redirect_link="/") for n in rows
        )
    return HttpResponse(status=204)


urlpatterns = [path("insert/", insert)]


def bench_submit() -> list[Measured]:
    submits = _submits()
    codes: list[int] = []
    taken = milliseconds(lambda number: codes.append(submits[number]()), TIMES, WARM_UP)
    assert set(codes) == {302}, codes
    with CaptureQueriesContext(connection) as captured:
        assert submits[TIMES + WARM_UP]() == 302
    queries = sum(not query["sql"].startswith(FRAME) for query in captured)
    bare = median(_bare())
    return [
        Measured("final submit, median", median(taken), "ms"),
        Measured("bare view inserting 80 rows, median", bare, "ms"),
        Measured("final submit / bare view", round(median(taken) / bare, 2), "×"),
        Measured("final submit, queries", queries, "queries", target=15),
    ]


def _bare() -> list[float]:
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[]):
        client = Client()
        return milliseconds(lambda number: client.post("/insert/", {"path": number}), TIMES, WARM_UP)


def _submits():
    """One call for each applicant, signed in and with everything filled in; it gives the status code."""
    from tests.factories.applications import make_application
    from tests.factories.credentials import make_credential, make_form, make_requirements
    from tests.factories.definitions import definition, question, section, step
    from tests.factories.people import make_person

    credential = make_credential(code="BENCH")
    make_requirements(credential, [{"kind": "training", "id": "c1", "hours": "30"}])
    questions = [question(f"question_{n}") for n in range(QUESTIONS)]
    version = make_form(
        credential, definition(step("one", *questions, section("evidence", "training", kind="training")))
    )
    people = [make_person(f"bench{n}@example.org", f"Bench{n}") for n in range(TIMES + WARM_UP + 1)]
    return [_submit(make_application(person, version=version), questions) for person in people]


def _submit(application, questions):
    from endorsement_plugin.models import EvidenceEntry

    answers = {field["id"]: "An answer of some words" for field in questions}
    application.drafts.create(step="step-one", answers=answers, completed=True)
    entry = {"kind": "training", "started_on": date(2025, 1, 1), "hours": Decimal(1)}
    EvidenceEntry.objects.bulk_create(
        EvidenceEntry(person=application.person, title=f"Training {n}", **entry) for n in range(ENTRIES)
    )
    client = Client()
    client.force_login(application.person.user)
    check = f"/apply/{application.pk}/check/"
    # The first page of a session notes the browser, and nobody sends from it.
    assert client.get(check).status_code == 200
    return lambda: client.post(check, {}).status_code
