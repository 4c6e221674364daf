"""A coordinator enters while the applicant goes on with it themselves."""

import pytest
from django.db import connection

from endorsement_plugin.applications.actions.take_over import take_over
from endorsement_plugin.errors import NotAllowed
from endorsement_plugin.models import Application, EvidenceEntry
from endorsement_plugin.portfolio.actions import add_evidence
from tests.endorsement_plugin.races.interleaving import Pair
from tests.factories.applications import make_application
from tests.factories.credentials import make_credential
from tests.factories.people import make_person

from .entering import enter, office

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_what_waits_while_its_applicant_takes_over_enters_nothing():
    if connection.vendor != "postgresql":
        pytest.skip("only one writes at a time here")
    person = make_application(make_person(), make_credential(code="IMHS"), state="submitted").person
    application = enter(person=person.pk, note="She asked by telephone.")
    applicant, coordinator = person.account, office()
    threads = Pair()
    try:
        taken, entered = threads.run(
            lambda: take_over(application=application.pk, by=applicant),
            lambda: add_evidence(
                application=application.pk, by=coordinator, kind="training", values={"title": "Late"}
            ),
        )
    finally:
        threads.close()
    assert isinstance(taken, Application)
    assert isinstance(entered, NotAllowed)
    assert not EvidenceEntry.objects.exists()
