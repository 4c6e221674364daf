"""The coordinator's worklist with 60 and with 1,000 applications, beside a plain Wagtail listing."""

from datetime import UTC, date, datetime

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.measure import Measured, median, milliseconds

FRAME = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
TIMES = 20
ABOVE_PLAIN = 6


def bench_worklist() -> list[Measured]:
    client, plain = _coordinator()
    url = reverse("endorsement_applications:index")
    plain_queries = _queries(plain, reverse("wagtailsites:index"))
    usual = median(milliseconds(lambda _: plain.get(reverse("wagtailsites:index")), TIMES))
    results = [Measured("plain Wagtail listing (sites), median", usual, "ms")]
    times = {}
    for rows in (60, 1000):
        _applications(rows)
        times[rows] = median(milliseconds(lambda _: client.get(url), TIMES))
        above = _queries(client, url) - plain_queries
        results += [
            Measured(f"worklist, {rows} rows, median", times[rows], "ms"),
            Measured(f"worklist, {rows} rows / plain listing", round(times[rows] / usual, 2), "×"),
            Measured(f"worklist, {rows} rows, queries above a plain listing", above, "queries", ABOVE_PLAIN),
        ]
    return [*results, Measured("worklist, 1000 rows / 60 rows", round(times[1000] / times[60], 2), "×", 2)]


def _coordinator() -> tuple[Client, Client]:
    from tests.factories.credentials import make_association
    from tests.factories.people import make_coordinator, make_superuser

    client, plain = Client(), Client()
    client.force_login(make_coordinator(make_association()))
    plain.force_login(make_superuser())
    return client, plain


def _queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return sum(not query["sql"].startswith(FRAME) for query in captured)


def _applications(until: int) -> None:
    """As many submitted applications as that, each with a reference and a transcript."""
    from endorsement_plugin.models import Application, Person, Reference, Transcript
    from tests.factories.credentials import make_application_form, make_credential

    credential = make_credential(code="LIST")
    version = (credential.forms.first() and credential.forms.get().versions.get()) or make_application_form(
        credential
    )
    numbers = range(Application.objects.filter(credential=credential).count(), until)
    people = Person.objects.bulk_create(Person(user=_user(n), given_name=f"Given {n}") for n in numbers)
    rows = Application.objects.bulk_create(
        Application(
            association=credential.association,
            credential=credential,
            person=person,
            form_version=version,
            requirement_set=credential.requirement_sets.get(),
            state="submitted",
            submitted_at=datetime(2026, 1, 15, tzinfo=UTC),
            answer_by=date(2026, 2, 28),
        )
        for person in people
    )
    Reference.objects.bulk_create(
        Reference(application=row, slot=1, name="R", email="r@example.org", state="received") for row in rows
    )
    Transcript.objects.bulk_create(
        Transcript(
            application=row, original_name="t.pdf", file="none.pdf", size=1, sha256="0" * 64, state="verified"
        )
        for row in rows
    )


def _user(number: int):
    from django.contrib.auth.models import User

    return User.objects.create(username=f"list{number}", email=f"list{number}@example.org")
