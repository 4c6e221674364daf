"""Two coordinators at the same instant, on a database that lets them."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection, connections

from endorsement_plugin.decisions.actions.decide import decide
from endorsement_plugin.decisions.queries import Outcome
from endorsement_plugin.errors import Refusal
from endorsement_plugin.mail.letters import Letter
from endorsement_plugin.models import Application, Decision, Endorsement, Mail
from tests.factories.applications import make_application
from tests.factories.credentials import make_association
from tests.factories.people import make_coordinator, make_person

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def endorse(application: Application) -> Callable[[], object]:
    coordinator = make_coordinator(make_association())
    return lambda: decide(
        application=application.pk,
        by=coordinator,
        outcome=Outcome.ENDORSED,
        proposed=Outcome.ENDORSED,
        letter=Letter("Good news", "Dear applicant, {number}"),
        today=date(2026, 3, 2),
    )


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Run the calls in threads that start together; what each returned or was refused with."""
    gate = threading.Barrier(len(calls))
    results: list[object] = [None] * len(calls)

    def run(place: int) -> None:
        gate.wait()
        try:
            results[place] = calls[place]()
        except Refusal as refusal:
            results[place] = refusal
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=180)
    connection.close()
    return results


def test_one_application_is_decided_once():
    application = make_application(state="ready")
    results = at_once(*[endorse(application)] * 4)
    assert sum(isinstance(result, Decision) for result in results) == 1
    assert sum(isinstance(result, Refusal) for result in results) == 3
    assert (Endorsement.objects.count(), Mail.objects.count()) == (1, 1)


def test_numbers_are_given_out_once_and_without_a_gap():
    applications = [
        make_application(person=make_person(f"person{n}@example.org"), state="ready") for n in range(6)
    ]
    at_once(*[endorse(application) for application in applications])
    numbers = sorted(Endorsement.objects.values_list("number", flat=True))
    assert numbers == [f"AIMH-HI-2026-0000{n}" for n in range(1, 7)]
