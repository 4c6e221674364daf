"""Two coordinators at the same instant, on a database that lets them."""

from collections.abc import Callable
from datetime import date

import pytest

from endorsement_plugin.decisions.actions.decide import decide
from endorsement_plugin.decisions.queries import Outcome
from endorsement_plugin.errors import Refusal
from endorsement_plugin.mail.letters import Letter
from endorsement_plugin.models import Application, Decision, Endorsement, Mail
from tests.factories.applications import make_application
from tests.factories.credentials import make_association
from tests.factories.people import make_coordinator, make_person
from tests.racing import at_once

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
