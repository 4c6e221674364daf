"""Hearing late takes the same queries for one exam and for fifty; letters stay while their case is open."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from endorsement_plugin.jobs import reconcile_appeals, reconcile_sittings
from endorsement_plugin.mail.actions import forget_letters
from endorsement_plugin.mail.notifications import queue_mail
from endorsement_plugin.models import Application, Mail
from review_queue.models import Item
from tests.factories.applications import make_application
from tests.factories.credentials import make_credential
from tests.factories.people import make_coordinator, make_person
from tests.factories.reviews import make_item, make_round
from tests.factories.sittings import make_appeal, make_sitting
from tests.query_plans import plan_of

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

QUERIES = 8
"""Of both while reviewers are at work: four lists, and what the queue knows of exams and of
appeals (2 each: where they are, and held files of those that are not cleared)."""


@pytest.mark.parametrize("exams", [1, 50])
def test_hearing_late_takes_the_same_queries_for_one_and_for_fifty(exams):
    credential, scored_in = make_credential(code="IMHS"), make_round()
    for number in range(exams):
        application = make_application(make_person(f"p{number}@example.org"), credential, state="exam")
        make_item(scored_in, ref=make_sitting("in_scoring", application=application).review_ref)
        failed = make_sitting("failed", application=application, number=2)
        make_item(scored_in, ref=make_appeal(failed, review_ref=uuid4()).review_ref)
    assert Item.objects.count() == 2 * exams
    with CaptureQueriesContext(connection) as queries:
        reconcile_sittings()
        reconcile_appeals()
    assert len(queries) == QUERIES


def letter(application: Application | None, days: int) -> Mail:
    """Sent so many days ago."""
    mail = queue_mail(
        event_key=f"letter:{uuid4()}",
        to="ina@example.org",
        subject="Your application",
        body="b",
        association=application.association if application else None,
        application=application,
    )
    Mail.objects.filter(pk=mail.pk).update(sent_at=Now() - timedelta(days=days))
    return mail


def over_for(days: int, state: str) -> Application:
    application = make_application(state=state)
    Application.objects.filter(pk=application.pk).update(changed_at=Now() - timedelta(days=days))
    return application


@pytest.mark.parametrize("state", ["draft", "submitted", "exam", "deferred"])
def test_the_case_file_of_an_open_application_keeps_every_letter(state):
    letter(over_for(4000, state), 4000)
    call_command("reconcile")
    assert Mail.objects.filter(event_key__startswith="letter:").exists()


@pytest.mark.parametrize("state", ["endorsed", "declined", "withdrawn"])
@pytest.mark.parametrize(("sent", "over", "left"), [(400, 370, 0), (400, 360, 1), (360, 370, 1), (20, 10, 1)])
def test_a_year_after_its_end_its_old_letters_go_and_its_history_stays(state, sent, over, left):
    application = over_for(over, state)
    application.events.create(action="submitted", role="applicant")
    letter(application, sent)
    call_command("reconcile")
    assert Mail.objects.filter(event_key__startswith="letter:").count() == left
    assert application.events.count() == 1


@pytest.mark.parametrize(("days", "left"), [(364, 1), (366, 0)])
def test_a_letter_about_no_application_goes_a_year_after_it_was_sent(days, left):
    letter(None, days)
    forget_letters()
    assert Mail.objects.count() == left


def test_the_time_is_a_setting(settings):
    letter(None, 40)
    assert forget_letters() == 0
    settings.ENDORSEMENT = {**settings.ENDORSEMENT, "MAIL_KEPT_DAYS": 30}
    assert forget_letters() == 1


def test_what_never_went_out_stays():
    mail = letter(None, 0)
    Mail.objects.filter(pk=mail.pk).update(sent_at=None, created_at=timezone.now() - timedelta(days=4000))
    assert forget_letters() == 0


def test_the_case_file_says_how_long_letters_are_kept(client: Client):
    application = make_application(state="submitted")
    letter(application, 1)
    client.force_login(make_coordinator(application.association))
    page = client.get(reverse("endorsement_applications:inspect", args=[application.pk])).content.decode()
    assert "Letters stay here while the application is open, and for 365 days after that; once your" in page


def test_letters_are_found_by_when_they_were_sent():
    assert "endorsement_plugin_mail_sent" in plan_of(
        Mail.objects.filter(sent_at__lt=timezone.now()).order_by("sent_at")
    )
